using System.Net;
using System.Text;
using Azure.Core.Pipeline;
using Azure.Storage;
using Azure.Storage.Blobs;
using ValetKey.Azure;
using ValetKey.Tests.Azure.Support;

namespace ValetKey.Tests.Azure.Operations;

/// <summary>The wire behind the SDK's client: no blob is there, and whatever is written succeeds, as the REST API's documentation has it.</summary>
internal sealed class FakeBlobService : HttpMessageHandler
{
    public const string NewTag = "\"0x8DNEW\"";

    private readonly List<BlobRequest> _requests = [];

    public IReadOnlyList<BlobRequest> Requests => _requests;

    public IEnumerable<BlobRequest> Staged => _requests.Where(request => request.Operation == "block");

    public IEnumerable<BlobRequest> Committed => _requests.Where(request => request is { Operation: "blocklist", Method: "PUT" });

    /// <summary>Another answer, or an exception; null for the usual one.</summary>
    public Func<BlobRequest, HttpResponseMessage?> Answer { get; set; } = _ => null;

    /// <summary>An account whose application has a client of its own, which does not ask again.</summary>
    public void Connect(AzureStorageOptions options)
    {
        BlobClientOptions plain = new() { Transport = new HttpClientTransport(this), TrimBlobNameSlashes = false };
        plain.Retry.MaxRetries = 0;
        options.AccountKey = TestAccount.Key;
        options.BlobServiceClient = new BlobServiceClient(
            new Uri($"https://{TestAccount.Name}.blob.core.windows.net"), new StorageSharedKeyCredential(TestAccount.Name, TestAccount.Key), plain);
    }

    public static HttpResponseMessage Refuse(HttpStatusCode status, string code)
    {
        HttpResponseMessage answer = new(status)
        {
            Content = new StringContent($"<Error><Code>{code}</Code><Message>hunter2</Message></Error>", Encoding.UTF8, "application/xml"),
        };
        answer.Headers.Add("x-ms-error-code", code);
        return answer;
    }

    public static HttpResponseMessage Tell(HttpStatusCode status, string body = "", string tag = NewTag)
    {
        HttpResponseMessage answer = new(status) { Content = new StringContent(body, Encoding.UTF8, "application/xml") };
        answer.Headers.TryAddWithoutValidation("ETag", tag);
        answer.Content.Headers.LastModified = TestAccount.Start;
        answer.Headers.Add("x-ms-request-id", "1");
        answer.Headers.Add("x-ms-blob-type", "BlockBlob");
        return answer;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        BlobRequest seen = new(request, body);
        lock (_requests)
        {
            _requests.Add(seen);
        }

        HttpResponseMessage answer = Answer(seen) ?? request.Method.Method switch
        {
            "HEAD" => Refuse(HttpStatusCode.NotFound, "BlobNotFound"),
            "PUT" => Tell(HttpStatusCode.Created),
            "DELETE" => Tell(HttpStatusCode.Accepted),
            _ => throw new NotSupportedException($"{seen} was not expected."),
        };
        answer.RequestMessage = request;
        return answer;
    }
}
