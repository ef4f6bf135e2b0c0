namespace ValetKey.Providers;

/// <summary>Takes sets of permissions apart, for signers.</summary>
public static class PermissionExtensions
{
    /// <summary>Each permission of a set by itself, the lowest first. For <c>foreach</c>; it allocates nothing.</summary>
    public static PermissionEnumerator Each(this Permissions permissions) => new(permissions);

    /// <summary>The lowest permission of a set; <see cref="Permissions.None"/> if it is empty.</summary>
    public static Permissions Lowest(this Permissions permissions) => permissions & (Permissions)(-(int)permissions);

    /// <summary>
    /// The HTTP method by which storage services do what one permission allows: <c>HEAD</c> for properties, <c>PUT</c> for whatever stores or
    /// changes, <c>DELETE</c>, <c>POST</c> for a message, and <c>GET</c> for all that reads. Where a service has its own ways, its signer differs.
    /// </summary>
    /// <param name="permission">One permission.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="permission"/> is none, several, or not a defined one.</exception>
    public static HttpMethod ToHttpMethod(this Permissions permission) => permission switch
    {
        Permissions.Read or Permissions.List or Permissions.Receive or Permissions.Peek => HttpMethod.Get,
        Permissions.ReadProperties => HttpMethod.Head,
        Permissions.Create or Permissions.Write or Permissions.Append or Permissions.Update => HttpMethod.Put,
        Permissions.Delete => HttpMethod.Delete,
        Permissions.Send => HttpMethod.Post,
        _ => throw new ArgumentOutOfRangeException(nameof(permission), permission, "A request has one permission, which decides its method."),
    };
}
