using Microsoft.Extensions.DependencyInjection;
using ValetKey.Providers;

namespace ValetKey.Testing;

/// <summary>Nothing of a key's secrets, nor of the credential behind it, appears where others can read.</summary>
internal static class SecrecyCases
{
    /// <summary>Shorter texts could well appear elsewhere by chance, or by right.</summary>
    private const int ShortestSecret = 16;

    public static IEnumerable<(string Name, Func<ConformanceRun, CancellationToken, Task> Body)> Of(SignerCapabilities capabilities)
    {
        foreach (Cell cell in Cell.Of(capabilities).DistinctBy(cell => cell.Form))
        {
            yield return ($"{cell.Form}: its text, the logs and the traces show no secret", (run, token) => KeepAsync(run, cell, token));
        }

        yield return ("a refusal shows no secret", RefuseAsync);
    }

    private static async Task KeepAsync(ConformanceRun run, Cell cell, CancellationToken cancellationToken)
    {
        using Evidence evidence = new();
        await using ServiceProvider application = run.CreateApplication(loggers: evidence);
        IssuedKey key = await application.GetRequiredKeyedService<IValetKeyIssuer>(ConformanceRun.IssuerName)
            .IssueAsync(SampleKeys.RequestFor(run, cell), cancellationToken);
        string[] secrets = [.. SecretsOf(key).Where(secret => secret.Length >= ShortestSecret)];
        if (secrets.Length == 0)
        {
            throw new ConformanceException($"{key.Form}: nothing in the key looks like a secret, so anybody could make it.");
        }

        Look($"{key.Form}'s ToString", [key.ToString()], secrets);
        Look("the logs and traces", evidence.Texts, [.. secrets, .. run.Harness.Secrets]);
        if (evidence.Texts.Length == 0)
        {
            throw new ConformanceException("Nothing was logged or traced, so there is nothing to look at.");
        }
    }

    private static async Task RefuseAsync(ConformanceRun run, CancellationToken cancellationToken)
    {
        using Evidence evidence = new();
        await using ServiceProvider application = run.CreateApplication(loggers: evidence);
        try
        {
            await application.GetRequiredKeyedService<IValetKeyIssuer>(ConformanceRun.IssuerName).IssueAsync(
                new KeyRequest(KeyScope.ForObject(run.Harness.Container, "some/object"), Permissions.Read | Permissions.Append | Permissions.Delete)
                {
                    Form = KeyForm.SignedUrl,
                    Constraints = new KeyConstraints { SingleUse = true, ContentType = "image/*" },
                },
                cancellationToken);
        }
        catch (ValetKeyException refusal)
        {
            Look("the refusal", [refusal.ToString(), refusal.Detail, .. evidence.Texts], run.Harness.Secrets);
            return;
        }

        throw new ConformanceException("Three permissions in one signed URL were not refused.");
    }

    /// <summary>What somebody who has it could use: whatever is long in a query, a field, a cookie or a token, and is no name.</summary>
    private static IEnumerable<string> SecretsOf(IssuedKey key)
    {
        IEnumerable<string> values = key switch
        {
            SignedUrl url => Alterations.Parameters(url.Url).Select(parameter => parameter.Value),
            SignedForm form => form.Fields.Select(field => field.Value),
            SignedQuery query => Alterations.Parameters("?" + query.Query).Select(parameter => parameter.Value),
            SignedCookies cookies => cookies.Cookies.Values,
            TemporaryCredentials credentials => [credentials.SecretAccessKey, credentials.SessionToken],
            BearerToken token => [token.Token],
            _ => [],
        };
        return values.Where(value => !key.Scope.ToString().Contains(Uri.UnescapeDataString(value), StringComparison.Ordinal));
    }

    private static void Look(string where, IEnumerable<string> texts, IEnumerable<string> secrets)
    {
        foreach (string text in texts)
        {
            foreach (string secret in secrets)
            {
                // A part of it is as bad: it may have been cut, or escaped.
                string fragment = secret.Length > 2 * ShortestSecret ? secret[..(2 * ShortestSecret)] : secret;
                if (text.Contains(fragment, StringComparison.Ordinal))
                {
                    throw new ConformanceException($"A secret appears in {where}: {text.Replace(fragment, "[here]", StringComparison.Ordinal)}");
                }
            }
        }
    }
}
