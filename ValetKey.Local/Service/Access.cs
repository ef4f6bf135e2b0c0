using ValetKey.Local.Verification;

namespace ValetKey.Local.Service;

/// <summary>Which permission a request needs, and whether a key gives it there.</summary>
internal static class Access
{
    /// <param name="method">The method as sent: methods are case-sensitive (RFC 9110, 9.1), and ASP.NET Core's comparison is not.</param>
    /// <param name="onObject">Whether the path names an object.</param>
    /// <param name="held">What the key permits: a PUT is creating or overwriting by that.</param>
    /// <returns>The permission, or <see cref="Permissions.None"/> for a method that the service does not have on such a path.</returns>
    public static Permissions Needed(string method, bool onObject, Permissions held) => method switch
    {
        "GET" => onObject ? Permissions.Read : Permissions.List,
        _ when !onObject => Permissions.None,
        "HEAD" => Permissions.ReadProperties,
        "PUT" => held.HasFlag(Permissions.Write) ? Permissions.Write : Permissions.Create,
        "POST" => Permissions.Append,
        "DELETE" => Permissions.Delete,
        _ => Permissions.None,
    };

    public static Refusal? Check(VerifiedKey key, Permissions needed, ResourcePath path, string added)
    {
        if (key.Form == KeyForm.SignedForm)
        {
            return Refusal.Forbidden(LocalRefusalReasons.PermissionMissing, "The key is for a form, which is posted to the container.");
        }

        if (CheckPermission(key, needed) is { } refusal)
        {
            return refusal;
        }

        if (needed != Permissions.List && added.Length > 0)
        {
            return Refusal.Forbidden(LocalRefusalReasons.KeyMalformed, "Nothing may follow the key's signature here.");
        }

        // The path of a part is its object's, and signed.
        return needed == Permissions.List || key.Scope.Kind == ResourceKinds.Part || key.Scope.Covers(KeyScope.ForObject(path.Container, path.Name!))
            ? null
            : Refusal.Forbidden(LocalRefusalReasons.OutOfScope, "The name lies outside the key's scope.");
    }

    public static Refusal? CheckPermission(VerifiedKey key, Permissions needed) => (key.Permissions & needed) == 0
        ? Refusal.Forbidden(LocalRefusalReasons.PermissionMissing, $"The key permits {key.Permissions}; this takes {needed}.")
        : null;
}
