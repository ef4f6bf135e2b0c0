using System.Diagnostics;
using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using ValetKey.AspNetCore;
using ValetKey.Tests.AspNetCore.Support;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.AspNetCore.Attacks;

/// <summary>Uploads go every way there is, and everything that is told about it is searched for tickets and keys.</summary>
[NonParallelizable]
internal sealed class UploadSecrecyTests
{
    private const int FragmentLength = 16;

    [Test]
    public async Task Nothing_that_is_logged_traced_or_refused_holds_a_ticket_or_a_key()
    {
        FakeLogCollector logs = new();
        ConcurrentQueue<string> traces = [];
        using ActivityListener activities = new()
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => traces.Enqueue(
                $"{activity.Source.Name} {activity.DisplayName} {activity.StatusDescription} {string.Join(' ', activity.TagObjects)}"),
        };
        ActivitySource.AddActivityListener(activities);
        await using UploadApp app = await UploadApp.StartAsync(services: services => services.AddLogging(logging => logging
            .SetMinimumLevel(LogLevel.Trace).AddProvider(new FakeLoggerProvider(logs))

            // The host's own lines have whole addresses, as those of any service behind a key.
            .AddFilter("Microsoft.AspNetCore.Hosting", LogLevel.Warning)));
        List<Answer> refusals = [];
        List<string> secrets = [];

        await UseAsync(app, refusals, secrets);

        string[] all =
        [
            .. traces.Where(trace => !trace.StartsWith("Microsoft.AspNetCore ", StringComparison.Ordinal)
                && !trace.StartsWith("System.Net.Http ", StringComparison.Ordinal)),
            .. refusals.Select(answer => answer.Text + string.Join(' ', answer.Headers)),
            .. logs.GetSnapshot().Select(entry => $"{entry.Message} {entry.Exception} {string.Join(' ', entry.StructuredState ?? [])}"),
        ];
        all.Should().HaveCountGreaterThan(50).And.Contain(text => text.Contains("valetkey.upload.settle"));
        logs.GetSnapshot().Should().Contain(entry => entry.Id.Name == "UploadSettled").And.Contain(entry => entry.Id.Name == "UploadFailed");
        secrets.Should().HaveCountGreaterThan(10);
        foreach (string fragment in secrets.SelectMany(Fragments))
        {
            all.Should().NotContain(text => text.Contains(fragment, StringComparison.OrdinalIgnoreCase));
        }
    }

    private static async Task UseAsync(UploadApp app, List<Answer> refusals, List<string> secrets)
    {
        UploadClient anna = app.As("anna");
        foreach (int length in new[] { 5, 250 })
        {
            Offer published = await OfferAsync(length);
            await anna.BringAsync(published, new byte[length]);
            await anna.CompleteAsync(published);
            refusals.Add(await anna.PartsAsync(published, 1));
            refusals.Add(await anna.AbortAsync(published));

            Offer given = await OfferAsync(length);
            refusals.Add(await anna.CompleteAsync(given));
            refusals.Add(await app.As("bob").CompleteAsync(given));
            refusals.Add(await anna.StatusAsync(given with { Ticket = given.Ticket + "A" }));
            refusals.Add(await anna.PartsAsync(given, 0));
            await anna.AbortAsync(given);

            app.Uploads.Inspect = (_, _) => throw new InvalidOperationException("The scanner is broken.");
            Offer failed = await OfferAsync(length);
            await anna.BringAsync(failed, new byte[length]);
            refusals.Add(await anna.CompleteAsync(failed));
            app.Time.Advance(TimeSpan.FromDays(2));
            await app.Site.Sweep.SettleDueAsync(default);
            app.Uploads.Inspect = (_, _) => new(UploadVerdict.Reject("No."));
            refusals.Add(await anna.CompleteAsync(failed));
            app.Uploads.Inspect = (_, _) => new(UploadVerdict.Accept);
        }

        async Task<Offer> OfferAsync(long length)
        {
            Offer offer = await anna.OfferAsync(length);
            secrets.Add(offer.Ticket);
            IEnumerable<JsonElement> requests = offer.Requests.Count > 0 ? offer.Requests
                : (await anna.PartsAsync(offer, 1, 2, 3)).Json.GetProperty("requests").EnumerateArray();
            secrets.AddRange(requests.Select(request => SignatureOf(request.GetProperty("url").GetString()!)));
            return offer;
        }
    }

    private static string SignatureOf(string url) => url[(url.IndexOf("sig=", StringComparison.Ordinal) + 4)..];

    /// <summary>What all tickets begin with says who made them, and is no secret.</summary>
    private static IEnumerable<string> Fragments(string secret)
    {
        string own = secret.Length > 100 ? secret[60..] : secret;
        return Enumerable.Range(0, own.Length / FragmentLength).Select(number => own.Substring(number * FragmentLength, FragmentLength));
    }
}
