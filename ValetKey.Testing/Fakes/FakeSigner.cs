using ValetKey.Providers;

namespace ValetKey.Testing;

/// <summary>Makes keys that look like keys, from what the grant says and nothing else.</summary>
internal sealed class FakeSigner(string name, SignerCapabilities capabilities) : IKeySigner
{
    private const string Signature = "signature=fake";

    private readonly string _service = $"https://fake.invalid/{PercentEncoding.Encode(name)}";

    public SignerCapabilities Capabilities => capabilities;

    public ValueTask<IssuedKey> SignAsync(KeyGrant grant, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Sign(grant, $"{_service}/{PercentEncoding.Encode(grant.Scope.Container)}"));
    }

    private IssuedKey Sign(KeyGrant grant, string container) => grant.Form switch
    {
        KeyForm.SignedUrl => SignUrl(grant, container),
        KeyForm.SignedForm => new SignedForm(grant, container, FieldsOf(grant)),
        KeyForm.SignedQuery => new SignedQuery(grant, container, QueryOf(grant), FakeOperations.Of(grant)),
        KeyForm.SignedCookies => new SignedCookies(grant, container, new Dictionary<string, string> { ["Fake-Signature"] = "fake" }),
        KeyForm.TemporaryCredentials => new TemporaryCredentials(grant, "FAKEACCESSKEYID", "fake-secret-access-key", "fake-session-token")
        {
            ServiceUrl = _service,
        },
        _ => new BearerToken(grant, "fake-token", container),
    };

    private static SignedUrl SignUrl(KeyGrant grant, string container)
    {
        KeyOperation operation = FakeOperations.Of(grant)[0];
        string path = operation.Path.Replace(KeyOperation.NamePlaceholder, PercentEncoding.EncodePath(grant.Scope.Name), StringComparison.Ordinal);
        string query = operation.Query.Replace(KeyOperation.NamePlaceholder, PercentEncoding.Encode(grant.Scope.Name), StringComparison.Ordinal);
        string url = $"{container}{path}?{(query.Length == 0 ? "" : $"{query}&")}{QueryOf(grant)}";
        return new SignedUrl(grant, operation.Method, url) { Headers = operation.Headers };
    }

    private static string QueryOf(KeyGrant grant)
    {
        string version = grant.Scope.VersionId is { } id ? $"versionId={PercentEncoding.Encode(id)}&" : "";
        return $"{version}permissions={PercentEncoding.Encode(grant.Permissions.ToString())}&{Signature}";
    }

    private static Dictionary<string, string> FieldsOf(KeyGrant grant)
    {
        Dictionary<string, string> fields = new() { ["key"] = grant.Scope.Name };
        if (grant.Constraints is { ContentType: { } type, IsContentTypeFamily: var isFamily })
        {
            fields["Content-Type"] = isFamily ? "" : type;
        }

        fields["signature"] = "fake";
        return fields;
    }
}
