using ValetKey.Gcp.Credentials;
using ValetKey.Providers;

namespace ValetKey.Gcp.Signing;

/// <summary>Signs with a key, here or elsewhere.</summary>
internal sealed class V4GrantSigner(IKeySource keys) : IGrantSigner
{
    public ValueTask<IssuedKey> SignAsync(KeyGrant grant, V4Place bucket, CancellationToken cancellationToken)
    {
        ValueTask<V4Key> key = keys.GetAsync(cancellationToken);
        return key.IsCompletedSuccessfully
            ? SignAsync(grant, bucket, key.GetAwaiter().GetResult(), cancellationToken)
            : AwaitAsync(grant, bucket, key, cancellationToken);
    }

    public void Dispose() => keys.Dispose();

    private static async ValueTask<IssuedKey> AwaitAsync(KeyGrant grant, V4Place bucket, ValueTask<V4Key> key, CancellationToken cancellationToken) =>
        await SignAsync(grant, bucket, await key.ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    private static ValueTask<IssuedKey> SignAsync(KeyGrant grant, V4Place bucket, V4Key key, CancellationToken cancellationToken) =>
        grant.Form == KeyForm.SignedForm ? SignFormAsync(grant, bucket, key, cancellationToken) : SignUrlAsync(grant, bucket, key, cancellationToken);

    private static ValueTask<IssuedKey> SignUrlAsync(KeyGrant grant, V4Place bucket, V4Key key, CancellationToken cancellationToken)
    {
        V4Request request = new()
        {
            Method = GcsRequest.MethodOf(grant),
            Place = bucket,
            Name = GcsRequest.NameOf(grant),
            Headers = GcsHeaders.Of(grant),
            Query = GcsRequest.QueryOf(grant),
            Start = V4Url.StartOf(grant.NotBefore, grant.ExpiresAt),
            End = grant.ExpiresAt,
        };
        ValueTask<string> url = V4Url.SignAsync(request, key, cancellationToken);
        return url.IsCompletedSuccessfully
            ? ValueTask.FromResult<IssuedKey>(ToKey(grant, request.Headers, request.Start, url.GetAwaiter().GetResult()))
            : AwaitUrlAsync(grant, request.Headers, request.Start, url);
    }

    private static async ValueTask<IssuedKey> AwaitUrlAsync(
        KeyGrant grant, HeaderCollection headers, DateTimeOffset start, ValueTask<string> url) =>
        ToKey(grant, headers, start, await url.ConfigureAwait(false));

    private static SignedUrl ToKey(KeyGrant grant, HeaderCollection headers, DateTimeOffset start, string url) =>
        new(grant, GcsRequest.MethodOf(grant), url) { Headers = headers, NotBefore = start };

    private static async ValueTask<IssuedKey> SignFormAsync(KeyGrant grant, V4Place bucket, V4Key key, CancellationToken cancellationToken)
    {
        FormFields fields =
            await GcsForm.Of(grant, bucket).SignAsync(key, grant.IssuedAt, grant.ExpiresAt, cancellationToken).ConfigureAwait(false);
        return new SignedForm(grant, bucket.Url, fields) { ContentTypeField = GcsForm.ContentType };
    }
}
