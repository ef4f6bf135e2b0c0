using Microsoft.AspNetCore.Http.Metadata;

namespace ValetKey.AspNetCore.Access;

/// <summary>Called by programs: whoever is not signed in gets 401, not the way to a login page.</summary>
internal sealed class ApiEndpoint : IDisableCookieRedirectMetadata;
