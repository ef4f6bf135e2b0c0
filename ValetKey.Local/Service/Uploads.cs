using Microsoft.AspNetCore.Http;
using ValetKey.Local.Limits;
using ValetKey.Local.Storage;
using ValetKey.Local.Verification;

namespace ValetKey.Local.Service;

/// <summary>PUT and POST on an object: creating, overwriting, appending.</summary>
internal sealed class Uploads(UploadLimits limits, Ages ages)
{
    public async Task<Refusal?> HandleAsync(HttpContext context, VerifiedKey key, ResourcePath path, Permissions permission)
    {
        HttpRequest request = context.Request;
        Dictionary<string, string> metadata = UploadRules.MetadataOf(
            request.Headers.Select(header => KeyValuePair.Create(header.Key, header.Value.ToString())));
        ObjectHeaders headers = HeadersOf(request, metadata);
        Refusal? refusal = UploadRules.CheckContentType(key.Constraints, request.ContentType)
            ?? UploadRules.CheckLength(key.Constraints, request.ContentLength)
            ?? UploadRules.CheckMetadata(key.Constraints, metadata)
            ?? StoredHeaders.Check(headers);
        if (refusal is not null)
        {
            return refusal;
        }

        if (!RequestConditions.TryRead(request, out Func<ObjectInfo?, bool>? condition))
        {
            return Refusal.Malformed("A precondition cannot be read.");
        }

        if (key.Scope.Kind == ResourceKinds.Part && (condition is not null || metadata.Count > 0))
        {
            return Refusal.Malformed("A part has no metadata and no precondition: those are the whole object's, and the application's to set.");
        }

        StreamedBody.LiftHostLimit(context);
        PutRequest put = UploadRules.ToPutRequest(key, path.Container, path.Name!, ModeOf(permission), headers, condition);
        await ages.ClearAsync(path.Container, path.Name!, context.RequestAborted).ConfigureAwait(false);
        PutResult result = await limits.PutAsync(context, put, request.Body, request.ContentLength).ConfigureAwait(false);
        return UploadAnswer.Write(context, result, key);
    }

    public static PutMode ModeOf(Permissions permission) => permission switch
    {
        Permissions.Append => PutMode.Append,
        Permissions.Write => PutMode.Replace,
        _ => PutMode.CreateOnly,
    };

    private static ObjectHeaders HeadersOf(HttpRequest request, Dictionary<string, string> metadata) => new()
    {
        ContentType = request.ContentType,
        ContentDisposition = NullIfEmpty(request.Headers.ContentDisposition),
        CacheControl = NullIfEmpty(request.Headers.CacheControl),
        ContentEncoding = NullIfEmpty(request.Headers.ContentEncoding),
        ContentLanguage = NullIfEmpty(request.Headers.ContentLanguage),
        Metadata = metadata,
    };

    private static string? NullIfEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
