namespace ValetKey.Tests.Gcp.Servers.Support;

/// <summary>One way to misuse a signed URL: a change to the request that the key describes.</summary>
internal sealed record GcsMisuse(string Name, Action<HttpRequestMessage> Apply)
{
    private static readonly string[] Parameters =
        ["X-Goog-Algorithm", "X-Goog-Credential", "X-Goog-Date", "X-Goog-Expires", "X-Goog-SignedHeaders", "X-Goog-Signature"];

    private static readonly HttpMethod[] Methods = [HttpMethod.Get, HttpMethod.Head, HttpMethod.Put, HttpMethod.Delete, HttpMethod.Post];

    /// <summary>Those that fit a request for one object, <c>…/tenant1/object</c>, or for the names below <c>…/tenant1/</c>.</summary>
    public static IEnumerable<GcsMisuse> For(Permissions permission) =>
    [
        .. OtherMethods(permission),
        .. Parameters.Select(parameter => OnUrl($"{parameter} altered", url => Replace(url, parameter, value => Altered(parameter, value)))),
        .. Parameters.Select(parameter => OnUrl($"{parameter} dropped", url => Drop(url, parameter))),
        OnUrl("second expiry", url => url + "&X-Goog-Expires=604800"),
        OnUrl("response header added", url => url + "&response-content-type=text%2Fhtml"),
        OnUrl("generation added", url => url + "&generation=1"),
        OnUrl("access list asked for", url => url.Replace("?", "?acl&", StringComparison.Ordinal)),
        OnUrl("no query at all", url => url.Split('?')[0]),
        OnUrl("other host", url => url.Replace("storage.localhost", "other.storage.localhost", StringComparison.Ordinal)),
        new("access list added", request => request.Headers.Add("x-goog-acl", "public-read")),
        new("source of a copy added", request => request.Headers.Add("x-goog-copy-source", "other/secret")),
        new("precondition added", request => request.Headers.TryAddWithoutValidation("x-goog-if-generation-match", "1")),
        .. permission == Permissions.List ? OtherPrefixes() : OtherNames(),
    ];

    public override string ToString() => Name;

    private static string Altered(string parameter, string value) => parameter switch
    {
        "X-Goog-Algorithm" => value.Contains("RSA") ? "GOOG4-HMAC-SHA256" : "GOOG4-RSA-SHA256",
        "X-Goog-Credential" => value.Replace("auto", "eu", StringComparison.Ordinal),
        "X-Goog-Date" => value[..^2] + (value[^2] == '0' ? '1' : '0') + "Z",
        "X-Goog-Expires" => value + "0",
        "X-Goog-SignedHeaders" => value + "%3Bx-goog-extra",
        _ => (value[0] == '0' ? "1" : "0") + value[1..],
    };

    /// <summary>HEAD on a URL to read is none: Google's library says that it works.</summary>
    private static IEnumerable<GcsMisuse> OtherMethods(Permissions permission)
    {
        HttpMethod[] own = permission switch
        {
            Permissions.Read or Permissions.List => [HttpMethod.Get, HttpMethod.Head],
            Permissions.ReadProperties => [HttpMethod.Head],
            Permissions.Delete => [HttpMethod.Delete],
            _ => [HttpMethod.Put],
        };
        return Methods.Except(own).Select(method => new GcsMisuse($"{method} instead", request =>
        {
            request.Method = method;
            request.Content = method == HttpMethod.Put ? new ByteArrayContent("other"u8.ToArray()) : null;
        }));
    }

    private static IEnumerable<GcsMisuse> OtherNames() =>
    [
        OnUrl("neighbour's name", url => url.Replace("/object?", "/neighbour?", StringComparison.Ordinal)),
        OnUrl("name prolonged", url => url.Replace("/object?", "/object2?", StringComparison.Ordinal)),
        OnUrl("name in other case", url => url.Replace("/object?", "/Object?", StringComparison.Ordinal)),
        OnUrl("name in a neighbouring prefix", url => url.Replace("/tenant1/", "/tenant10/", StringComparison.Ordinal)),
        OnUrl("container itself", ToContainer),
    ];

    private static IEnumerable<GcsMisuse> OtherPrefixes() =>
    [
        OnUrl("neighbouring prefix", url => url.Replace("tenant1%2F", "tenant10%2F", StringComparison.Ordinal)),
        OnUrl("shorter prefix", url => url.Replace("tenant1%2F", "tenant1", StringComparison.Ordinal)),
        OnUrl("empty prefix", url => Replace(url, "prefix", _ => "")),
        OnUrl("prefix dropped", url => Drop(url, "prefix")),
        OnUrl("list type dropped", url => Drop(url, "list-type")),
        OnUrl("versions asked for", url => url.Replace("?", "?versions&", StringComparison.Ordinal)),
        OnUrl("second prefix", url => url + "&prefix="),
        OnUrl("first prefix", url => url.Replace("?", "?prefix=&", StringComparison.Ordinal)),
    ];

    private static string ToContainer(string url)
    {
        Uri whole = new(url);
        return $"{whole.GetLeftPart(UriPartial.Authority)}{whole.Segments[0]}{whole.Segments[1]}{whole.Query}";
    }

    private static string Drop(string url, string parameter)
    {
        string[] parts = url.Split('?', 2);
        return $"{parts[0]}?{string.Join('&', parts[1].Split('&').Where(pair => !pair.StartsWith(parameter + "=", StringComparison.Ordinal)))}";
    }

    private static string Replace(string url, string parameter, Func<string, string> change)
    {
        string[] parts = url.Split('?', 2);
        return $"{parts[0]}?{string.Join('&', parts[1].Split('&').Select(pair =>
            pair.StartsWith(parameter + "=", StringComparison.Ordinal) ? $"{parameter}={change(pair[(parameter.Length + 1)..])}" : pair))}";
    }

    private static GcsMisuse OnUrl(string name, Func<string, string> change) => new(name, request =>
    {
        string url = request.RequestUri!.OriginalString;
        string changed = change(url);
        changed.Should().NotBe(url);
        request.RequestUri = new Uri(changed);
    });
}
