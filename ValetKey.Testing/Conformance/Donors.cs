using ValetKey.Providers;

namespace ValetKey.Testing;

/// <summary>How the service is asked for something: learnt from keys that are for it, and then tried with others.</summary>
internal static class Donors
{
    /// <summary>
    /// The operation of a permission, which a signed query says in full and a signed URL in part; the usual HTTP method where the signer has no key
    /// for it.
    /// </summary>
    public static async Task<KeyOperation> FindOperationAsync(ConformanceRun run, Permissions permission, CancellationToken cancellationToken) =>
        run.KeyOperations.TryGetValue(permission, out KeyOperation? known) ? known
            : run.KeyOperations.GetOrAdd(permission, await LearnAsync(run, permission, cancellationToken));

    private static async Task<KeyOperation> LearnAsync(ConformanceRun run, Permissions permission, CancellationToken cancellationToken)
    {
        Cell? cell = Cell.Of(run.Harness.Capabilities)
            .Where(cell => cell.Form is KeyForm.SignedQuery or KeyForm.SignedUrl && cell.Permission == permission)
            .OrderByDescending(cell => cell.Form == KeyForm.SignedQuery)
            .FirstOrDefault(cell => cell.Resource is ResourceKinds.Object or ResourceKinds.Prefix or ResourceKinds.Container or ResourceKinds.Queue);
        if (cell is null || cell.Resource == ResourceKinds.Queue)
        {
            return new KeyOperation { Permission = permission, Method = permission.ToHttpMethod(), Path = "/" + KeyOperation.NamePlaceholder };
        }

        IssuedKey key = await run.Issuer.IssueAsync(
            new KeyRequest(ScopeOf(run, cell), cell.Requested) { Form = cell.Form }, cancellationToken);
        return key switch
        {
            SignedQuery query => query.Operations.First(operation => operation.Permission == permission),
            SignedUrl url => new KeyOperation
            {
                Permission = permission,
                Method = url.Method,
                Path = "/" + KeyOperation.NamePlaceholder,
                Query = permission == Permissions.List ? ListParameters(url.Url) : "",
                Headers = url.Headers,
            },
            _ => throw new InvalidOperationException("Only these two forms say how the service is asked."),
        };
    }

    private static KeyScope ScopeOf(ConformanceRun run, Cell cell) => cell.Resource switch
    {
        ResourceKinds.Object => KeyScope.ForObject(run.Harness.Container, "donor"),
        ResourceKinds.Prefix => KeyScope.ForPrefix(run.Harness.Container, "donor/"),
        _ => KeyScope.ForContainer(run.Harness.Container),
    };

    /// <summary>What makes a request a list: short parameters, none of which could be a signature.</summary>
    private static string ListParameters(string url) => string.Join('&', url.Split('?', 2).ElementAtOrDefault(1)?.Split('&')
        .Where(pair => pair.Length < 20 && !pair.StartsWith("X-", StringComparison.OrdinalIgnoreCase)
            && !pair.Contains("donor", StringComparison.Ordinal))
        ?? []);
}
