using System.Globalization;
using System.Net;
using System.Text;
using System.Xml.Linq;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using ValetKey.Azure.Delegation;
using ValetKey.Providers;

namespace ValetKey.Tests.Azure.Delegation;

/// <summary>The wire behind the SDK's clients: answers "Get User Delegation Key" as the REST API's documentation has it.</summary>
internal sealed class FakeDelegationService : HttpMessageHandler
{
    public static readonly byte[] Secret = Encoding.ASCII.GetBytes("hunter2-hunter2-hunter2-hunter2!");

    private static readonly Uri Blobs = new("https://contoso.blob.core.windows.net");
    private static readonly Uri Queues = new("https://contoso.queue.core.windows.net");

    public List<(HttpMethod Method, string Url, XElement Body)> Requests { get; } = [];

    /// <summary>The service's own time.</summary>
    public required Func<DateTimeOffset> Now { get; init; }

    public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

    /// <summary>When the service says to come again.</summary>
    public string? RetryAfter { get; set; }

    public Exception? Fault { get; set; }

    /// <summary>What is changed in the answer.</summary>
    public Action<XElement> Change { get; set; } = _ => { };

    /// <summary>Whether times are refused that are more than seven days away.</summary>
    public bool KeepsBounds { get; set; }

    public IDelegationKeyClient Connect(bool isQueue, StorageClock clock, TimeProvider time, Func<AccessToken>? token = null)
    {
        TokenCredential credential =
            DelegatedTokenCredential.Create((_, _) => token is null ? new AccessToken("hunter2-token", DateTimeOffset.MaxValue) : token());
        HttpClientTransport transport = new(this);
        QueueServiceClient queues = new(Queues, credential, Plain(new QueueClientOptions(), transport));
        BlobServiceClient blobs = new(Blobs, credential, Plain(new BlobClientOptions(), transport));
        return isQueue ? new SdkDelegationKeyClient(queues, clock, time, "reports") : new SdkDelegationKeyClient(blobs, clock, time, "reports");
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        XElement body = XElement.Parse(await request.Content!.ReadAsStringAsync(cancellationToken));
        Requests.Add((request.Method, request.RequestUri!.ToString(), body));
        if (Fault is not null)
        {
            throw Fault;
        }

        bool isInBounds = !KeepsBounds || (IsNear(body.Element("Start")!) && IsNear(body.Element("Expiry")!));
        HttpStatusCode status = isInBounds ? Status : HttpStatusCode.BadRequest;
        XElement answer = status == HttpStatusCode.OK
            ? Answer(request.RequestUri.Host.Contains("queue", StringComparison.Ordinal) ? "q" : "b", body)
            : new XElement("Error", new XElement("Code", "SomeCode"), new XElement("Message", "hunter2"));
        HttpResponseMessage response = new(status)
        {
            Headers = { Date = Now() },
            Content = new StringContent(answer.ToString(), Encoding.UTF8, "application/xml"),
        };
        if (RetryAfter is not null)
        {
            response.Headers.Add("Retry-After", RetryAfter);
        }

        return response;
    }

    private static T Plain<T>(T options, HttpPipelineTransport transport)
        where T : ClientOptions
    {
        (options.Transport, options.Retry.MaxRetries) = (transport, 0);
        return options;
    }

    private bool IsNear(XElement time) =>
        (DateTimeOffset.Parse(time.Value, CultureInfo.InvariantCulture) - Now()).Duration() <= TimeSpan.FromDays(7);

    private XElement Answer(string service, XElement request)
    {
        XElement answer = new(
            "UserDelegationKey",
            new XElement("SignedOid", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"),
            new XElement("SignedTid", "72f988bf-86f1-41af-91ab-2d7cd011db47"),
            new XElement("SignedStart", request.Element("Start")!.Value),
            new XElement("SignedExpiry", request.Element("Expiry")!.Value),
            new XElement("SignedService", service),
            new XElement("SignedVersion", "2026-02-06"),
            request.Element("DelegatedUserTid") is { } tenant ? new XElement("SignedDelegatedUserTid", tenant.Value) : null,
            new XElement("Value", Convert.ToBase64String(Secret)));
        Change(answer);
        return answer;
    }
}
