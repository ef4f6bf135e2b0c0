using Google.Cloud.Storage.V1;
using ValetKey.Gcp.Credentials;
using ValetKey.Gcp.Signing;
using ValetKey.Providers;

namespace ValetKey.Gcp.Clients;

/// <summary>
/// Signs with the application's own <see cref="UrlSigner"/>. It has a clock and defaults of its own, so what it answers is read: the times become the
/// key's, and a URL elsewhere or with a header unsigned is not handed out.
/// </summary>
internal sealed class ApplicationUrlSigner(UrlSigner signer, RemoteSigning signing) : IGrantSigner
{
    private readonly RemoteCalls _calls = new($"the application's {nameof(UrlSigner)}", signing);

    public ValueTask<IssuedKey> SignAsync(KeyGrant grant, V4Place bucket, CancellationToken cancellationToken) =>
        grant.IsStable ? throw GrantWords.Unsupported($"equal keys for {nameof(KeyRequest.StableFor)}, since it signs by the clock")
        : grant.Form == KeyForm.SignedForm ? SignFormAsync(grant, bucket, cancellationToken)
        : SignUrlAsync(grant, bucket, cancellationToken);

    public void Dispose() => _calls.Dispose();

    private async ValueTask<IssuedKey> SignUrlAsync(KeyGrant grant, V4Place bucket, CancellationToken cancellationToken)
    {
        HeaderCollection headers = GcsHeaders.Of(grant);
        UrlSigner.RequestTemplate template = GrantWords.ToTemplate(grant, bucket, headers);
        UrlSigner.Options options = GrantWords.ToOptions(grant, bucket);
        string url = await _calls.MakeAsync(token => signer.SignAsync(template, options, token), cancellationToken).ConfigureAwait(false);
        int path = bucket.Url.Length - 1;
        if (!url.StartsWith(bucket.Url.AsSpan(0, path), StringComparison.Ordinal) || url[path] is not ('/' or '?'))
        {
            throw SignedSpan.Fault($"does not sign for {bucket.Url}");
        }

        Dictionary<string, string> query = QueryOf(url);
        string names = string.Join(';', headers.Keys.Select(name => name.ToLowerInvariant()).Append("host").Order(StringComparer.Ordinal));
        if (query.GetValueOrDefault("X-Goog-SignedHeaders") != names)
        {
            throw SignedSpan.Fault($"does not sign the headers {names}");
        }

        (DateTimeOffset start, DateTimeOffset end, ExpiryLimit limit) = SignedSpan.Of(query).Within(grant);
        return new SignedUrl(grant, GcsRequest.MethodOf(grant), url)
        {
            Headers = headers,
            NotBefore = start,
            ExpiresAt = end,
            ExpiryLimit = limit,
        };
    }

    private async ValueTask<IssuedKey> SignFormAsync(KeyGrant grant, V4Place bucket, CancellationToken cancellationToken)
    {
        UrlSigner.PostPolicy policy = GrantWords.ToPolicy(grant, bucket);
        UrlSigner.Options options = GrantWords.ToOptions(grant, bucket);
        UrlSigner.SignedPostPolicy form =
            await _calls.MakeAsync(token => signer.SignAsync(policy, options, token), cancellationToken).ConfigureAwait(false);
        if (form.PostUrl != new Uri(bucket.Url))
        {
            throw SignedSpan.Fault($"does not sign for {bucket.Url}");
        }

        FormFields fields = FieldsOf(grant, form);
        (DateTimeOffset start, DateTimeOffset end, ExpiryLimit limit) = SignedSpan.OfForm(fields).Within(grant);
        return new SignedForm(grant, bucket.Url, fields)
        {
            ContentTypeField = GcsForm.ContentType,
            NotBefore = start,
            ExpiresAt = end,
            ExpiryLimit = limit,
        };
    }

    /// <summary>The signer leaves out what the client fills in.</summary>
    private static FormFields FieldsOf(KeyGrant grant, UrlSigner.SignedPostPolicy form)
    {
        Dictionary<string, string> left = [];
        if (grant.Scope.Kind != ResourceKinds.Object)
        {
            left.Add("key", grant.Scope.Name + SignedForm.FileNamePlaceholder);
        }

        if (grant.Constraints.IsContentTypeFamily)
        {
            left.Add(GcsForm.ContentType, "");
        }

        return new FormFields([.. left, .. form.Fields.Select(field => KeyValuePair.Create(field.Key, (string)field.Value))]);
    }

    private static Dictionary<string, string> QueryOf(string url) => url[(url.IndexOf('?', StringComparison.Ordinal) + 1)..].Split('&')
        .Select(pair => pair.Split('=', 2))
        .ToDictionary(pair => Uri.UnescapeDataString(pair[0]), pair => Uri.UnescapeDataString(pair[^1]), StringComparer.Ordinal);
}
