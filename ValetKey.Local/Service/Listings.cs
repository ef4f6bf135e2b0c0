using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using ValetKey.Local.Limits;
using ValetKey.Local.Storage;
using ValetKey.Local.Verification;

namespace ValetKey.Local.Service;

/// <summary>GET on a container: one page of the names under a prefix, never outside the key's.</summary>
internal sealed class Listings(ObjectStore store, Ages ages)
{
    private const int LongestPage = 1000;

    private static readonly string[] Known = [ListParameters.Prefix, ListParameters.Delimiter, ListParameters.After, ListParameters.Limit];

    public async Task<Refusal?> HandleAsync(HttpContext context, VerifiedKey key, ResourcePath path, string added)
    {
        Dictionary<string, StringValues> parameters = QueryHelpers.ParseQuery(added);
        if (parameters.Any(parameter => !Known.Contains(parameter.Key, StringComparer.Ordinal) || parameter.Value.Count != 1)
            || !TryReadLimit(parameters, out int limit))
        {
            return Refusal.Malformed(
                $"A listing takes {string.Join(", ", Known)}, each once, and a limit from 1 to {LongestPage}.");
        }

        string prefix = Text(parameters, ListParameters.Prefix) ?? key.Scope.Name;
        if (!prefix.StartsWith(key.Scope.Name, StringComparison.Ordinal))
        {
            return Refusal.Forbidden(LocalRefusalReasons.OutOfScope, "The prefix lies outside the key's scope.");
        }

        if (key.SingleUse is { } use && !await store.TryRecordUseAsync(use, context.RequestAborted).ConfigureAwait(false))
        {
            return Refusals.KeyUsed;
        }

        ListPage page = store.List(
            path.Container, prefix, Text(parameters, ListParameters.Delimiter), Text(parameters, ListParameters.After), limit);
        ListingDocument document = new(
            path.Container,
            prefix,
            [.. page.Objects.Where(found => !ages.IsOver(found)).Select(ListedObject.Of)],
            page.CommonPrefixes,
            page.NextMarker);
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        await JsonSerializer.SerializeAsync(context.Response.Body, document, ServiceJson.Default.ListingDocument, context.RequestAborted)
            .ConfigureAwait(false);
        return null;
    }

    private static string? Text(Dictionary<string, StringValues> parameters, string name) =>
        parameters.TryGetValue(name, out StringValues value) && value.ToString() is { Length: > 0 } text ? text : null;

    private static bool TryReadLimit(Dictionary<string, StringValues> parameters, out int limit)
    {
        limit = LongestPage;
        return !parameters.TryGetValue(ListParameters.Limit, out StringValues text)
            || (PlainNumber.TryRead(text.ToString(), out limit) && limit is > 0 and <= LongestPage);
    }
}
