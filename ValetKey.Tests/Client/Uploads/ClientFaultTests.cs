using System.Net;
using ValetKey.AspNetCore;
using ValetKey.Client;
using ValetKey.Tests.AspNetCore.Support;
using ValetKey.Tests.Client.Support;

namespace ValetKey.Tests.Client.Uploads;

/// <summary>What may go wrong between a client, the application and the store, and what comes of it.</summary>
[Parallelizable]
internal sealed class ClientFaultTests : ClientTests
{
    private const int Part = ClientHost.PartLength;
    private const int Parts = 4;

    private readonly UploadOptions _options = new() { Endpoint = ClientHost.Uploads };

    [TestCase(HttpStatusCode.ServiceUnavailable)]
    [TestCase(HttpStatusCode.TooManyRequests)]
    [TestCase(HttpStatusCode.InternalServerError)]
    [TestCase(HttpStatusCode.RequestTimeout)]
    [TestCase(HttpStatusCode.Forbidden)]
    [TestCase(HttpStatusCode.BadRequest, "<Error><Code>ExpiredToken</Code></Error>")]
    [TestCase(HttpStatusCode.BadRequest, "<Error><Code>RequestTimeout</Code></Error>")]
    public async Task What_the_store_refuses_once_is_sent_again_with_a_new_key(HttpStatusCode status, string? body = null)
    {
        Client.Store.Before = (number, _) => number is 1 or 4 ? StoreTraffic.Answer(status, body: body) : null;

        await ShouldUploadAsync(_options with { MaximumParallelism = 1 });

        Client.Store.Sent.Should().HaveCount(Parts);
        Asked("/parts").Should().Be(Parts + 2);
    }

    [Test]
    public async Task A_part_without_an_answer_is_sent_again()
    {
        Client.Store.After = (number, answer) => number switch
        {
            2 => throw new HttpRequestException("The answer is lost."),
            3 => throw new IOException("It is lost too."),
            _ => answer,
        };

        await ShouldUploadAsync();
    }

    [Test]
    public async Task A_part_that_the_store_says_is_there_already_is_left_to_the_completion()
    {
        Client.Store.Before = (number, _) => number == 3 ? StoreTraffic.Answer(HttpStatusCode.PreconditionFailed) : null;

        await ShouldUploadAsync();

        Asked("/complete").Should().Be(2, "the first says that it is missing");
    }

    [TestCase(HttpStatusCode.Forbidden, 2, TransferFailure.StoreRefused)]
    [TestCase(HttpStatusCode.MethodNotAllowed, 1, TransferFailure.StoreRefused)]
    [TestCase(HttpStatusCode.ServiceUnavailable, 4, TransferFailure.Unavailable)]
    public async Task What_the_store_goes_on_refusing_is_given_up(HttpStatusCode status, int attempts, TransferFailure reason)
    {
        using ClientProcess client = Host.NewProcess(options => options.MaximumRetries = 3);
        int count = 0;
        client.Store.Before = (_, request) => request.RequestUri!.Query.Length > 0 && Interlocked.Increment(ref count) > 0
            ? StoreTraffic.Answer(status, body: "<Error><Code>AccessDenied</Code><StringToSign>secret</StringToSign></Error>")
            : null;

        Func<Task> upload = () => client.Uploads.UploadAsync(Host.NewFile(Part / 2), _options);

        TransferException fault = (await upload.Should().ThrowAsync<TransferException>()).Which;
        fault.Should().BeEquivalentTo(new { Reason = reason, StatusCode = status, ErrorCode = "AccessDenied" });
        fault.Request.Should().Match<TransferRequest>(request => request.Method == "PUT" && request.PartNumber == 1);
        count.Should().Be(attempts);
    }

    [Test]
    public async Task A_key_that_has_ended_is_replaced_whatever_theClients_clock_says()
    {
        Client.Store.Before = (number, _) =>
        {
            if (number == 2)
            {
                Host.App.Time.Advance(TimeSpan.FromMinutes(16));
            }

            return null;
        };

        await ShouldUploadAsync();

        Client.Store.Sent.Count.Should().BeGreaterThan(Parts);
    }

    [Test]
    public async Task An_application_that_is_away_for_a_moment_is_asked_again()
    {
        Client.Application.Before = (number, _) => number % 2 == 0 ? null : number % 4 == 1
            ? StoreTraffic.Answer(HttpStatusCode.ServiceUnavailable, retryAfterSeconds: 0)
            : throw new HttpRequestException("Nobody is there.");

        await ShouldUploadAsync();
    }

    [Test]
    public async Task A_declaration_whose_answer_is_lost_counts_once()
    {
        using ClientProcess client = Host.NewProcess(user: "eve");
        client.Application.After = (number, answer) => number <= 2 ? throw new HttpRequestException("The answer is lost.") : answer;

        await client.Uploads.UploadAsync(Host.NewFile(Parts * Part), _options);
        await client.Uploads.UploadAsync(Host.NewFile(Parts * Part), _options);

        (await Host.App.Ledger.UsageAsync(UploadApp.Name, "eve", TimeSpan.FromDays(1))).Count.Should().Be(2, "each was declared for itself");
    }

    [Test]
    public async Task A_file_that_is_written_to_while_it_is_sent_is_not_published()
    {
        string path = Host.NewFile(Parts * Part);
        Client.Store.Before = (number, _) =>
        {
            if (number == 3)
            {
                File.SetLastWriteTimeUtc(path, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
            }

            return null;
        };

        Func<Task> upload = () => Client.Uploads.UploadAsync(path, _options);

        (await upload.Should().ThrowAsync<TransferException>()).Which.Reason.Should().Be(TransferFailure.Changed);
        Asked("/complete").Should().Be(0);
    }

    [Test]
    public async Task Without_a_place_for_the_ticket_nothing_is_sent()
    {
        Func<Task> upload = () => Client.Uploads.UploadAsync(
            Host.NewFile(Parts * Part), _options with { TicketPath = Path.Combine(Host.NewPath(), "ticket") });

        (await upload.Should().ThrowAsync<TransferException>()).Which.Reason.Should().Be(TransferFailure.LocalContent);
        Client.Store.Sent.Should().BeEmpty();
        Client.Application.Sent.Select(request => request.Method).Should().Equal(HttpMethod.Post, HttpMethod.Delete);
    }

    [Test]
    public async Task An_application_that_says_no_is_not_asked_again()
    {
        Host.App.Uploads.Accept = (_, _) => UploadDecision.Refuse("No more today.");
        try
        {
            Func<Task> upload = () => Client.Uploads.UploadAsync(Host.NewFile(10), _options);

            (await upload.Should().ThrowAsync<TransferException>()).Which.Should().BeEquivalentTo(new
            {
                Reason = TransferFailure.Refused,
                StatusCode = HttpStatusCode.UnprocessableEntity,
                ProblemType = "urn:valetkey:problem:refused",
                Detail = "No more today.",
            });
            Client.Application.Sent.Should().ContainSingle();
        }
        finally
        {
            Host.App.Uploads.Accept = new TestUploads().Accept;
        }
    }

    [Test]
    public async Task What_is_rejected_says_why_and_leaves_no_ticket()
    {
        string ticket = Host.NewPath();
        Host.App.Uploads.Inspect = (_, _) => new(UploadVerdict.Reject("There is a virus in it."));
        try
        {
            Func<Task> upload = () => Client.Uploads.UploadAsync(Host.NewFile(10), _options with { TicketPath = ticket });

            (await upload.Should().ThrowAsync<TransferException>()).Which.Should().BeEquivalentTo(
                new { Reason = TransferFailure.Rejected, Detail = "There is a virus in it." });
            File.Exists(ticket).Should().BeFalse();
        }
        finally
        {
            Host.App.Uploads.Inspect = (_, _) => new(UploadVerdict.Accept);
        }
    }

    private async Task ShouldUploadAsync(UploadOptions? options = null)
    {
        PublishedUpload upload = await Client.Uploads.UploadAsync(Host.NewFile(Parts * Part), options ?? _options);

        (await Host.StoredAsync(upload)).Should().Equal(ClientHost.Content(Parts * Part));
    }

    private int Asked(string path) => Client.Application.Paths.Count(sent => sent.EndsWith(path, StringComparison.Ordinal));
}
