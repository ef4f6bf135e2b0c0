using System.Net;
using ValetKey.AspNetCore;
using ValetKey.Client;
using ValetKey.Tests.Client.Support;

namespace ValetKey.Tests.Client.Uploads;

/// <summary>Uploads that broke off, or were cancelled, and others that go on with them.</summary>
[Parallelizable]
internal sealed class ClientResumeTests : ClientTests
{
    private const int Part = ClientHost.PartLength;
    private const int Parts = 6;

    private ClientProcess _second = null!;
    private string _ticketPath = null!;

    private UploadOptions Options => new()
    {
        Endpoint = ClientHost.Uploads,
        Name = "a.bin",
        TicketPath = _ticketPath,
        MaximumParallelism = 1,
    };

    [SetUp]
    public void Begin() => (_second, _ticketPath) = (Host.NewProcess(), Host.NewPath());

    [TearDown]
    public void End() => _second.Dispose();

    [Test]
    public async Task Another_process_goes_on_and_sends_nothing_that_is_there()
    {
        string path = Host.NewFile(Parts * Part);
        await BreakOffAsync(path, after: 4);
        UnixFileMode mode = OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(_ticketPath);

        PublishedUpload upload = await _second.Uploads.UploadAsync(path, Options);

        (await Host.StoredAsync(upload)).Should().Equal(ClientHost.Content(Parts * Part));
        Client.Store.Sent.Should().HaveCount(4);
        _second.Store.Sent.Should().HaveCount(2);
        mode.Should().Be(OperatingSystem.IsWindows() ? default : UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Exists(_ticketPath).Should().BeFalse();
    }

    [Test]
    public async Task A_stream_that_cannot_go_back_skips_what_is_there()
    {
        string path = Host.NewFile(Parts * Part);
        await BreakOffAsync(path, after: 3);

        PublishedUpload upload = await _second.Uploads.UploadAsync(
            new OneWayStream(ClientHost.Content(Parts * Part)), Options with { Length = Parts * Part });

        (await Host.StoredAsync(upload)).Should().Equal(ClientHost.Content(Parts * Part));
        _second.Store.Sent.Should().HaveCount(Parts - 3);
    }

    [Test]
    public async Task The_ticket_itself_is_enough()
    {
        string path = Host.NewFile(Parts * Part);
        UploadTicket? told = null;
        Client.Store.Before = (number, _) => number > 2 ? StoreTraffic.Answer(HttpStatusCode.BadRequest) : null;
        Func<Task> broken = () => Client.Uploads.UploadAsync(path, Options with
        {
            TicketPath = null,
            OnTicket = (ticket, _) =>
            {
                told = ticket;
                return default;
            },
        });
        await broken.Should().ThrowAsync<TransferException>();
        UploadTicket handed = UploadTicket.FromJson(told!.ToJson());

        PublishedUpload upload = await _second.Uploads.UploadAsync(path, Options with { TicketPath = null, Ticket = handed });

        handed.Should().Be(told);
        handed.ToString().Should().NotContain(handed.Ticket);
        (await Host.StoredAsync(upload)).Should().Equal(ClientHost.Content(Parts * Part));
        _second.Store.Sent.Should().HaveCount(Parts - 2);
    }

    [Test]
    public async Task A_file_that_was_changed_begins_anew_and_what_was_there_of_the_old_one_is_given_up()
    {
        string path = Host.NewFile(Parts * Part);
        await BreakOffAsync(path, after: 4);
        string old = (await UploadTicket.LoadAsync(_ticketPath))!.Url.Segments[^1];
        await File.WriteAllBytesAsync(path, ClientHost.Content(Parts * Part, seed: 2));
        File.SetLastWriteTimeUtc(path, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        PublishedUpload upload = await _second.Uploads.UploadAsync(path, Options);

        (await Host.StoredAsync(upload)).Should().Equal(ClientHost.Content(Parts * Part, seed: 2));
        Host.App.Uploads.StatesOf(old).Should().Equal(UploadState.Abandoned);
    }

    [Test]
    public async Task An_upload_that_is_over_by_now_begins_anew_by_its_file_and_fails_by_its_ticket()
    {
        string path = Host.NewFile(Parts * Part);
        await BreakOffAsync(path, after: 4);
        UploadTicket ticket = (await UploadTicket.LoadAsync(_ticketPath))!;
        await _second.Uploads.AbandonAsync(ticket);

        PublishedUpload upload = await _second.Uploads.UploadAsync(path, Options);
        Func<Task> over = () => _second.Uploads.UploadAsync(path, Options with { TicketPath = null, Ticket = ticket });

        _second.Store.Sent.Should().HaveCount(Parts);
        (await Host.StoredAsync(upload)).Should().HaveCount(Parts * Part);
        (await over.Should().ThrowAsync<TransferException>()).Which.Reason.Should().Be(TransferFailure.Refused);
    }

    [Test]
    public async Task A_ticket_is_good_for_its_own_user_content_and_application_alone()
    {
        string path = Host.NewFile(Parts * Part);
        await BreakOffAsync(path, after: 1);
        UploadTicket ticket = (await UploadTicket.LoadAsync(_ticketPath))!;
        UploadOptions options = Options with { TicketPath = null, Ticket = ticket };
        using ClientProcess bob = Host.NewProcess(user: "bob");

        Func<Task> another = () => bob.Uploads.UploadAsync(path, options);
        Func<Task> longer = () => _second.Uploads.UploadAsync(Host.NewFile((Parts * Part) + 1), options);
        Func<Task> elsewhere = () => _second.Uploads.AbandonAsync(ticket with { Url = new Uri("https://evil.example/pictures/1") });

        (await another.Should().ThrowAsync<TransferException>()).Which.Reason.Should().Be(TransferFailure.NotFound);
        (await longer.Should().ThrowAsync<TransferException>()).Which.Reason.Should().Be(TransferFailure.Changed);
        await elsewhere.Should().ThrowAsync<ArgumentException>();
    }

    [TestCase("")]
    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("""{"url":"/pictures/1","ticket":"x","length":10}""")]
    [TestCase("""{"url":"https://evil.example/pictures/1","ticket":"x","length":10}""")]
    public async Task A_file_that_holds_no_ticket_of_this_application_is_none(string text)
    {
        await File.WriteAllTextAsync(_ticketPath, text);

        PublishedUpload upload = await Client.Uploads.UploadAsync(Host.NewFile(10), Options);

        (await Host.StoredAsync(upload)).Should().Equal(ClientHost.Content(10));
    }

    [TestCase(UploadCancellation.Keep, UploadState.Uploading)]
    [TestCase(UploadCancellation.Abandon, UploadState.Abandoned)]
    public async Task A_cancelled_upload_is_kept_or_abandoned_as_told(UploadCancellation told, UploadState state)
    {
        using CancellationTokenSource cancel = new();
        string path = Host.NewFile(Parts * Part);
        Client.Store.Before = (number, _) =>
        {
            if (number == 3)
            {
                cancel.Cancel();
            }

            return null;
        };
        UploadTicket? ticket = null;

        Func<Task> upload = () => Client.Uploads.UploadAsync(
            path,
            Options with
            {
                OnCancellation = told,
                OnTicket = (known, _) =>
                {
                    ticket = known;
                    return default;
                },
            },
            cancellationToken: cancel.Token);

        await upload.Should().ThrowAsync<OperationCanceledException>();
        (await Host.App.Ledger.FindAsync(ticket!.Url.Segments[^1]))!.State.Should().Be(state);
        File.Exists(_ticketPath).Should().Be(told == UploadCancellation.Keep);
    }

    private async Task BreakOffAsync(string path, int after)
    {
        Client.Store.Before = (number, _) => number > after ? StoreTraffic.Answer(HttpStatusCode.BadRequest) : null;
        Func<Task> upload = () => Client.Uploads.UploadAsync(path, Options);
        await upload.Should().ThrowAsync<TransferException>();
    }
}
