using Google;
using Google.Apis.Storage.v1;
using ValetKey.Providers;

namespace ValetKey.Gcp.Operations;

/// <summary>Reads an object's content as it comes, and as it is stored.</summary>
internal sealed class GcsContent(GcsStore store)
{
    private const string Encoding = "x-goog-stored-content-encoding";

    public async ValueTask<Stream?> OpenReadAsync(StorageObject content, CancellationToken cancellationToken)
    {
        ObjectPlace place = store.PlaceOf(content.Container, content.Name);
        try
        {
            return await store.CallAsync(
                GcsCall.Read, place.Bucket, (service, token) => OpenAsync(service, place, content.Revision, token), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (ValetKeyException fault) when (GcsFaults.IsCondition(fault) || GcsFaults.IsNoObject(fault))
        {
            return null;
        }
    }

    /// <summary>The library's own ways to read take the content whole, or push it.</summary>
    private static async Task<Stream> OpenAsync(StorageService service, ObjectPlace place, string revision, CancellationToken cancellationToken)
    {
        ObjectsResource.GetRequest get = service.Objects.Get(place.Bucket, place.Name);
        get.IfGenerationMatch = ObjectExtensions.GenerationOf(revision);
        get.Alt = StorageBaseServiceRequest<Google.Apis.Storage.v1.Data.Object>.AltEnum.Media;
        using HttpRequestMessage request = get.CreateRequest(overrideGZipEnabled: true); // Then the service does not unpack what is stored packed.
        HttpResponseMessage answer = await service.HttpClient.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (answer.IsSuccessStatusCode && IsAsStored(answer))
        {
            return await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        }

        using (answer)
        {
            throw answer.IsSuccessStatusCode
                ? new InvalidDataException("The content is stored packed, and the client unpacks it: it would not be what is published.")
                : new GoogleApiException(service.Name, $"The service answered {(int)answer.StatusCode}.") { HttpStatusCode = answer.StatusCode };
        }
    }

    /// <summary>An uploader may say that content is packed (Content-Encoding). The application's own client may unpack it, and hide that.</summary>
    private static bool IsAsStored(HttpResponseMessage answer) =>
        !answer.Headers.TryGetValues(Encoding, out IEnumerable<string>? stored)
        || stored.All(encoding => encoding == "identity" || answer.Content.Headers.ContentEncoding.Contains(encoding));
}
