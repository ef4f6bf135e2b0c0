using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using ValetKey.Client;
using ValetKey.Tests.Client.Support;

namespace ValetKey.Tests.Client.Transfer;

/// <summary>Transfers fail in every way there is, and what is said of it is searched for keys and tickets.</summary>
[Parallelizable]
internal sealed class TransferSecrecyTests : ClientTests
{
    private const int Part = ClientHost.PartLength;

    private static IEnumerable<TestCaseData> Troubles()
    {
        yield return Named("refused", (_, request) => StoreTraffic.Answer(
            HttpStatusCode.BadRequest, body: $"<Error><Code>SignatureDoesNotMatch</Code><StringToSign>{request.RequestUri}</StringToSign></Error>"));
        yield return Named("denied", (_, request) => StoreTraffic.Answer(HttpStatusCode.Forbidden, body: request.RequestUri!.ToString()));
        yield return Named("away", (_, request) => StoreTraffic.Answer(HttpStatusCode.ServiceUnavailable, body: request.RequestUri!.ToString()));
        yield return Named("nobody", (_, _) => throw new HttpRequestException("Connection refused (127.0.0.1:9)"));

        static TestCaseData Named(string name, Func<int, HttpRequestMessage, HttpResponseMessage?> before) =>
            new TestCaseData(before).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Troubles))]
    public async Task Neither_faults_nor_logs_hold_a_key_or_a_ticket(Func<int, HttpRequestMessage, HttpResponseMessage?> before)
    {
        FakeLogCollector logs = new();
        using ClientProcess client = Host.NewProcess(services: services => services.AddLogging(logging => logging
            .SetMinimumLevel(LogLevel.Trace).AddProvider(new FakeLoggerProvider(logs))));
        List<string> secrets = [];
        client.Store.Before = (number, request) =>
        {
            secrets.Add(request.RequestUri!.Query[1..]);
            return before(number, request);
        };
        await Host.StoreAsync("secret", ClientHost.Content(2 * Part));
        UploadTicket? ticket = null;

        Func<Task> upload = () => client.Uploads.UploadAsync(Host.NewFile(4 * Part), new()
        {
            Endpoint = "pictures",
            MaximumParallelism = 1,
            OnTicket = (told, _) =>
            {
                ticket = told;
                return default;
            },
        });
        Func<Task> download = () => client.Downloads.DownloadAsync("files/secret", Host.NewPath(), new() { RangeLength = Part });

        string[] all =
        [
            (await upload.Should().ThrowAsync<TransferException>()).Which.ToString(),
            (await download.Should().ThrowAsync<TransferException>()).Which.ToString(),
            .. logs.GetSnapshot().Select(entry => $"{entry.Message} {entry.Exception} {string.Join(' ', entry.StructuredState ?? [])}"),
        ];

        secrets.Add(ticket!.Ticket);
        secrets.Should().HaveCountGreaterThan(2);
        foreach (string fragment in secrets.SelectMany(secret => secret.Split('&', '.')).Where(part => part.Length >= 20))
        {
            all.Should().NotContain(text => text.Contains(fragment, StringComparison.OrdinalIgnoreCase));
        }
    }
}
