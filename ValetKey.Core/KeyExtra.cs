using ValetKey.Internal;

namespace ValetKey;

/// <summary>
/// A demand that only some providers know, such as a storage class or an encryption scope. Providers derive their own types;
/// a form that does not declare a request's extra is not chosen, and if none declares it the request is refused.
/// </summary>
/// <remarks>
/// What a type says of itself here the issuer checks before it signs: an extra is given once, to a permission that can use it, with texts that
/// can travel in a header or a query as they are. Otherwise the request is refused with <see cref="ValetKeyErrorReason.InvalidRequest"/> and the
/// extra's name.
/// </remarks>
public abstract record KeyExtra
{
    /// <summary>The permissions that can use it; at least one of them must be asked for.</summary>
    /// <value>Default: every permission.</value>
    protected internal virtual Permissions UsedBy => PermissionSets.Every;

    /// <summary>Each text that it must have, by the name of its property: not null or empty, printable ASCII, no space at either end.</summary>
    /// <value>Default: none.</value>
    protected internal virtual IEnumerable<(string Property, string? Text)> Texts => [];

    /// <summary>Finds what else the provider's rules forbid: in the extra by itself, or beside the rest of the request.</summary>
    /// <param name="request">The request that has it.</param>
    /// <returns>The fault as it follows the word <c>which</c>, such as <c>needs a scope with a version id</c>; null if there is none.</returns>
    protected internal virtual string? FindFault(KeyRequest request) => null;
}
