using System.Collections.ObjectModel;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using ValetKey.Local.Limits;
using ValetKey.Local.Operations;
using ValetKey.Local.Storage;
using ValetKey.Local.Verification;

namespace ValetKey.Local.Service;

/// <summary>GET and HEAD on an object, with ranges and conditions as the framework does them (RFC 9110, 13 and 14).</summary>
internal sealed class Downloads(ObjectStore store, Ages ages, BrowserRules rules)
{
    private const string DefaultContentType = "application/octet-stream";

    public async Task<Refusal?> HandleAsync(HttpContext context, VerifiedKey key, ResourcePath path)
    {
        OpenedObject? opened = store.OpenRead(path.Container, path.Name!);
        if (opened is null)
        {
            return Refusals.NotFound;
        }

        await using (opened.ConfigureAwait(false))
        {
            if (ages.IsOver(opened.Info))
            {
                return Refusals.NotFound;
            }

            // Any answer about the object is the use of a key for one use, so the use is recorded before the answer begins.
            if (key.SingleUse is { } use && !await store.TryRecordUseAsync(use, context.RequestAborted).ConfigureAwait(false))
            {
                return Refusals.KeyUsed;
            }

            // A unit that is not understood means no range (RFC 9110, 14.2); the framework takes any for bytes.
            if (!context.Request.Headers.Range.ToString().StartsWith("bytes=", StringComparison.OrdinalIgnoreCase))
            {
                context.Request.Headers.Remove(HeaderNames.Range);
            }

            ObjectInfo info = opened.Info;
            ResponseOverrides? overrides = key.Constraints.Response;
            string contentType = overrides?.ContentType ?? info.Headers.ContentType ?? DefaultContentType;
            SetHeaders(context.Response, info.Headers, overrides);
            rules.GuardDownload(context, contentType, info.Headers.ContentDisposition, overrides?.ContentDisposition);
            await TypedResults.Stream(
                Visit.Of(context) is { } visit ? new SentContent(opened.Content, visit) : opened.Content,
                contentType,
                lastModified: info.LastModified,
                entityTag: new EntityTagHeaderValue(info.ETag),
                enableRangeProcessing: true).ExecuteAsync(context).ConfigureAwait(false);
            return null;
        }
    }

    private static void SetHeaders(HttpResponse response, ObjectHeaders stored, ResponseOverrides? overrides)
    {
        IHeaderDictionary headers = response.Headers;
        headers.CacheControl = overrides?.CacheControl ?? stored.CacheControl;
        headers.ContentEncoding = overrides?.ContentEncoding ?? stored.ContentEncoding;
        headers.ContentLanguage = overrides?.ContentLanguage ?? stored.ContentLanguage;
        foreach ((string name, string value) in stored.Metadata ?? ReadOnlyDictionary<string, string>.Empty)
        {
            headers[ServiceHeaders.MetadataPrefix + name] = value;
            CrossOrigin.Expose(response, ServiceHeaders.MetadataPrefix + name);
        }
    }
}
