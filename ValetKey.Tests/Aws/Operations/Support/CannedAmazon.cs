using System.Net;
using System.Text;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.Logging.Testing;
using ValetKey.Aws;
using ValetKey.Aws.Operations;
using ValetKey.Providers;

namespace ValetKey.Tests.Aws.Operations.Support;

/// <summary>Amazon S3 as far as its API reference shows answers: each request gets the answer that the test has for it, and is recorded.</summary>
internal sealed class CannedAmazon : HttpMessageHandler
{
    public const string Tag = "\"9b2cf535f27731c974343645a3985328\"";

    private readonly List<(string Request, Func<HttpResponseMessage> Answer)> _answers = [];
    private readonly Lock _recording = new();

    /// <param name="configure">What is set; null for Amazon itself.</param>
    public CannedAmazon(Action<AmazonS3Options>? configure = null)
    {
        AmazonS3Options options = new() { Region = "eu-west-1" };
        configure?.Invoke(options);
        Client = new AmazonS3Client(new BasicAWSCredentials("AKIDEXAMPLE", "hunter2"), new AmazonS3Config
        {
            RegionEndpoint = RegionEndpoint.EUWest1,
            HttpClientFactory = new Factory(this),
            MaxErrorRetry = 0,
        });
        Operations = new S3Operations(options, () => Client, "media", TimeProvider.System, Log);
    }

    public IAmazonS3 Client { get; }

    public IStorageOperations Operations { get; }

    public FakeLogger Log { get; } = new();

    /// <summary>Each request in the order in which they came: method, path, query, and the headers of interest.</summary>
    public List<string> Requests { get; } = [];

    public List<Dictionary<string, string>> Headers { get; } = [];

    /// <summary>Answers the next request that begins so, if none of a longer beginning fits; the last answer stays.</summary>
    public CannedAmazon On(string request, int status, string body = "", params (string Name, string Value)[] headers)
    {
        _answers.Add((request, () =>
        {
            HttpResponseMessage answer = new((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/xml") };
            foreach ((string name, string value) in headers)
            {
                if (!answer.Headers.TryAddWithoutValidation(name, value))
                {
                    answer.Content.Headers.Remove(name);
                    answer.Content.Headers.TryAddWithoutValidation(name, value);
                }
            }

            return answer;
        }
        ));
        return this;
    }

    public CannedAmazon OnHead(string name, string tag = Tag, long length = 7, params (string Name, string Value)[] headers) => On(
        $"HEAD /bucket/{name}",
        200,
        "",
        [("ETag", tag), ("Content-Length", $"{length}"), ("Last-Modified", "Sun, 01 Nov 2026 12:00:00 GMT"), .. headers]);

    public CannedAmazon OnError(string request, int status, string code) =>
        On(request, status, $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{code}</Code><Message>hunter2</Message></Error>");

    /// <summary>The bodies are asked for this many bytes, and no more.</summary>
    public int BytesToTake { get; init; }

    /// <summary>Gets what was taken of the last body.</summary>
    public byte[] Taken { get; private set; } = [];

    /// <summary>Answers with content that comes as it is read.</summary>
    public CannedAmazon OnContent(string request, Stream content, long length)
    {
        _answers.Add((request, () =>
        {
            HttpResponseMessage answer = new(HttpStatusCode.OK) { Content = new StreamContent(content) };
            answer.Content.Headers.ContentLength = length;
            return answer;
        }
        ));
        return this;
    }

    /// <summary>The header of the first request that begins so.</summary>
    public string? HeaderOf(string request, string name) =>
        Headers[Requests.FindIndex(known => known.StartsWith(request, StringComparison.Ordinal))].GetValueOrDefault(name);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is not null && BytesToTake > 0)
        {
            Taken = new byte[BytesToTake];
            await (await request.Content.ReadAsStreamAsync(cancellationToken)).ReadExactlyAsync(Taken, cancellationToken);
        }

        string bucket = request.RequestUri!.Host.Split('.')[0];
        string line = $"{request.Method} /{bucket}{request.RequestUri.PathAndQuery}";
        lock (_recording)
        {
            Requests.Add(line);
            Headers.Add(request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? []).ToDictionary(
                header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase));
            (string Request, Func<HttpResponseMessage> Answer)[] fitting =
            [
                .. _answers.Where(known => line.StartsWith(known.Request, StringComparison.Ordinal)).OrderByDescending(known => known.Request.Length),
            ];
            if (fitting.Length == 0)
            {
                throw new InvalidOperationException($"The test has no answer for {line}.");
            }

            if (fitting.Length > 1 && fitting[1].Request == fitting[0].Request)
            {
                _answers.Remove(fitting[0]);
            }

            return fitting[0].Answer();
        }
    }

    private sealed class Factory(HttpMessageHandler handler) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(handler, disposeHandler: false);

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;
    }
}
