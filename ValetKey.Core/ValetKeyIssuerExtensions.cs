namespace ValetKey;

/// <summary>Issuing in a form that is known beforehand.</summary>
public static class ValetKeyIssuerExtensions
{
    /// <summary>Issues a signed URL with the default lifetime.</summary>
    /// <param name="issuer">The issuer.</param>
    /// <param name="scope">What it opens.</param>
    /// <param name="permissions">One permission: a signed URL is one request.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <exception cref="ValetKeyException">No key was issued.</exception>
    public static ValueTask<SignedUrl> IssueUrlAsync(
        this IValetKeyIssuer issuer, KeyScope scope, Permissions permissions, CancellationToken cancellationToken = default) =>
        issuer.IssueUrlAsync(new KeyRequest(scope, permissions), cancellationToken);

    /// <summary>Issues a signed URL or fails.</summary>
    /// <exception cref="ValetKeyException">No key was issued, for instance because a signed URL cannot express the request.</exception>
    public static ValueTask<SignedUrl> IssueUrlAsync(
        this IValetKeyIssuer issuer, KeyRequest request, CancellationToken cancellationToken = default) =>
        IssueAsync<SignedUrl>(issuer, request, KeyForm.SignedUrl, cancellationToken);

    /// <summary>Issues a form for a browser to post, or fails.</summary>
    /// <exception cref="ValetKeyException">No key was issued, for instance because a form cannot express the request.</exception>
    public static ValueTask<SignedForm> IssueFormAsync(
        this IValetKeyIssuer issuer, KeyRequest request, CancellationToken cancellationToken = default) =>
        IssueAsync<SignedForm>(issuer, request, KeyForm.SignedForm, cancellationToken);

    /// <summary>Issues a query that opens every request in its scope, or fails.</summary>
    /// <exception cref="ValetKeyException">No key was issued, for instance because a signed query cannot express the request.</exception>
    public static ValueTask<SignedQuery> IssueQueryAsync(
        this IValetKeyIssuer issuer, KeyRequest request, CancellationToken cancellationToken = default) =>
        IssueAsync<SignedQuery>(issuer, request, KeyForm.SignedQuery, cancellationToken);

    /// <summary>Issues cookies for a content delivery network, or fails.</summary>
    /// <exception cref="ValetKeyException">No key was issued, for instance because the provider has no cookies.</exception>
    public static ValueTask<SignedCookies> IssueCookiesAsync(
        this IValetKeyIssuer issuer, KeyRequest request, CancellationToken cancellationToken = default) =>
        IssueAsync<SignedCookies>(issuer, request, KeyForm.SignedCookies, cancellationToken);

    /// <summary>Issues temporary credentials for the service's own SDK, or fails.</summary>
    /// <exception cref="ValetKeyException">No key was issued, for instance because no role is configured.</exception>
    public static ValueTask<TemporaryCredentials> IssueCredentialsAsync(
        this IValetKeyIssuer issuer, KeyRequest request, CancellationToken cancellationToken = default) =>
        IssueAsync<TemporaryCredentials>(issuer, request, KeyForm.TemporaryCredentials, cancellationToken);

    /// <summary>Issues a bearer token, or fails.</summary>
    /// <exception cref="ValetKeyException">No key was issued, for instance because the provider has no tokens.</exception>
    public static ValueTask<BearerToken> IssueTokenAsync(
        this IValetKeyIssuer issuer, KeyRequest request, CancellationToken cancellationToken = default) =>
        IssueAsync<BearerToken>(issuer, request, KeyForm.BearerToken, cancellationToken);

    private static async ValueTask<TKey> IssueAsync<TKey>(
        IValetKeyIssuer issuer, KeyRequest request, KeyForm form, CancellationToken cancellationToken)
        where TKey : IssuedKey
    {
        ArgumentNullException.ThrowIfNull(issuer);
        ArgumentNullException.ThrowIfNull(request);
        if (request.Form is { } asked && asked != form)
        {
            throw new ArgumentException($"The request demands the form {asked}, and this method issues {form}.", nameof(request));
        }

        KeyRequest formed = request.Form is null ? request with { Form = form } : request;
        return (TKey)await issuer.IssueAsync(formed, cancellationToken).ConfigureAwait(false);
    }
}
