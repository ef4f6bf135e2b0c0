namespace ValetKey.Testing;

/// <summary>Of a request, what the key consists of, by name.</summary>
/// <param name="Parameters">Parameters of the query.</param>
/// <param name="Headers">Headers that the key says the client has to send.</param>
/// <param name="Fields">Fields of a form, but for those that the client may fill in: the name under a prefix, and the content type.</param>
internal sealed record SignedParts(IReadOnlyList<string> Parameters, IReadOnlyList<string> Headers, IReadOnlyList<string> Fields)
{
    /// <summary>Cookies.</summary>
    public IReadOnlyList<string> Cookies { get; init; } = [];

    public static SignedParts Of(IssuedKey key, Permissions permission) => key switch
    {
        SignedUrl url => new(Names(url.Url), [.. url.Headers.Keys], []),
        SignedQuery query => new(
            Names("?" + query.Query), [.. query.Operations.First(operation => operation.Permission == permission).Headers.Keys], []),
        SignedForm form =>
            new([], [], [.. form.Fields.Select(field => field.Key).Where(name => name != form.NameField && name != form.ContentTypeField)]),
        SignedCookies cookies => new([], [], []) { Cookies = [.. cookies.Cookies.Keys] },
        BearerToken => new([], ["Authorization"], []),
        _ => new([], [], []),
    };

    /// <summary>What there is here and not in another key: what a constraint has brought.</summary>
    public SignedParts Except(SignedParts other) => new(
        [.. Parameters.Except(other.Parameters)], [.. Headers.Except(other.Headers)], [.. Fields.Except(other.Fields)])
    {
        Cookies = [.. Cookies.Except(other.Cookies)],
    };

    private static string[] Names(string url) => [.. Alterations.Parameters(url).Select(parameter => parameter.Name)];
}
