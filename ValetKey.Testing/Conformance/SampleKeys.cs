namespace ValetKey.Testing;

/// <summary>Keys that are only looked at.</summary>
internal static class SampleKeys
{
    public static ValueTask<IssuedKey> IssueAsync(ConformanceRun run, Cell cell, CancellationToken cancellationToken) =>
        run.Issuer.IssueAsync(RequestFor(run, cell), cancellationToken);

    public static KeyRequest RequestFor(ConformanceRun run, Cell cell, string folder = "sample") => new(ScopeFor(run, cell, folder), cell.Requested)
    {
        Form = cell.Form,
        Lifetime = TimeSpan.FromMinutes(10),
    };

    private static KeyScope ScopeFor(ConformanceRun run, Cell cell, string folder) => cell.Resource switch
    {
        ResourceKinds.Object => KeyScope.ForObject(run.Harness.Container, folder + "/object"),
        ResourceKinds.ObjectVersion => KeyScope.ForObject(run.Harness.Container, folder + "/object", "1"),
        ResourceKinds.Part => KeyScope.ForPart(run.Harness.Container, folder + "/object", "1", 1),
        ResourceKinds.Prefix => KeyScope.ForPrefix(run.Harness.Container, folder + "/"),
        ResourceKinds.Container => KeyScope.ForContainer(run.Harness.Container),
        _ => KeyScope.ForQueue(folder + "-queue"),
    };

    /// <summary>What travels: the key without its id.</summary>
    public static string TravellingPart(IssuedKey key) => key switch
    {
        SignedUrl url => $"{url.Method} {url.Url} {string.Join(' ', url.Headers.Select(header => $"{header.Key}={header.Value}"))}",
        SignedForm form => $"{form.Url} {string.Join(' ', form.Fields.Select(field => $"{field.Key}={field.Value}"))}",
        SignedQuery query => $"{query.BaseUrl} {query.Query}",
        SignedCookies cookies => string.Join(' ', cookies.Cookies.OrderBy(cookie => cookie.Key, StringComparer.Ordinal)),
        TemporaryCredentials credentials => credentials.SessionToken,
        BearerToken token => token.Token,
        _ => throw new ConformanceException($"{key.GetType().Name} is no form of key."),
    };
}
