namespace ValetKey.Tests.Aws.Servers.Support;

/// <summary>One way to misuse a signed URL: a change to the request that the key describes.</summary>
internal sealed record UrlMisuse(string Name, Action<HttpRequestMessage> Apply)
{
    private static readonly string[] Parameters =
        ["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders", "X-Amz-Signature"];

    private static readonly HttpMethod[] Methods = [HttpMethod.Get, HttpMethod.Head, HttpMethod.Put, HttpMethod.Delete, HttpMethod.Post];

    /// <summary>Those that fit a request for one object, <c>…/tenant1/object</c>, or for the names below <c>…/tenant1/</c>.</summary>
    public static IEnumerable<UrlMisuse> For(Permissions permission) =>
    [
        .. OtherMethods(permission),
        .. Parameters.Select(parameter => OnUrl($"{parameter} altered", url => SignedQueryText.Alter(url, parameter))),
        .. Parameters.Select(parameter => OnUrl($"{parameter} dropped", url => SignedQueryText.Drop(url, parameter))),
        OnUrl("response header added", url => url + "&response-content-type=text%2Fhtml"),
        OnUrl("access list asked for", url => url.Replace("?", "?acl&", StringComparison.Ordinal)),
        OnUrl("no query at all", url => url.Split('?')[0]),
        .. permission == Permissions.List ? OtherPrefixes() : OtherNames(),
    ];

    public override string ToString() => Name;

    private static IEnumerable<UrlMisuse> OtherMethods(Permissions permission)
    {
        HttpMethod own = permission switch
        {
            Permissions.Read or Permissions.List => HttpMethod.Get,
            Permissions.ReadProperties => HttpMethod.Head,
            Permissions.Delete => HttpMethod.Delete,
            _ => HttpMethod.Put,
        };
        return Methods.Where(method => method != own).Select(method => new UrlMisuse($"{method} instead", request =>
        {
            request.Method = method;
            request.Content = method == HttpMethod.Put ? new ByteArrayContent("other"u8.ToArray()) : null;
        }));
    }

    private static IEnumerable<UrlMisuse> OtherNames() =>
    [
        OnUrl("neighbour's name", url => url.Replace("/object?", "/neighbour?", StringComparison.Ordinal)),
        OnUrl("name prolonged", url => url.Replace("/object?", "/object2?", StringComparison.Ordinal)),
        OnUrl("name in other case", url => url.Replace("/object?", "/Object?", StringComparison.Ordinal)),
        OnUrl("name in a neighbouring prefix", url => url.Replace("/tenant1/", "/tenant10/", StringComparison.Ordinal)),
        OnUrl("container itself", ToContainer),
    ];

    private static IEnumerable<UrlMisuse> OtherPrefixes() =>
    [
        OnUrl("neighbouring prefix", url => url.Replace("tenant1%2F", "tenant10%2F", StringComparison.Ordinal)),
        OnUrl("shorter prefix", url => url.Replace("tenant1%2F", "tenant1", StringComparison.Ordinal)),
        OnUrl("empty prefix", url => SignedQueryText.Set(url, "prefix", "")),
        OnUrl("prefix dropped", url => SignedQueryText.Drop(url, "prefix")),
        OnUrl("list type dropped", url => SignedQueryText.Drop(url, "list-type")),
        OnUrl("versions asked for", url => url.Replace("?", "?versions&", StringComparison.Ordinal)),
        OnUrl("second prefix", url => url + "&prefix="),
    ];

    private static string ToContainer(string url)
    {
        Uri whole = new(url);
        return $"{whole.GetLeftPart(UriPartial.Authority)}{whole.Segments[0]}{whole.Segments[1]}{whole.Query}";
    }

    private static UrlMisuse OnUrl(string name, Func<string, string> change) => new(name, request =>
    {
        string url = request.RequestUri!.OriginalString;
        string changed = change(url);
        changed.Should().NotBe(url);
        request.RequestUri = new Uri(changed);
    });
}
