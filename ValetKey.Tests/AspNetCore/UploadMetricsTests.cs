using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using ValetKey.AspNetCore;
using ValetKey.Diagnostics;
using ValetKey.Tests.AspNetCore.Support;

namespace ValetKey.Tests.AspNetCore;

/// <summary>What an application's metrics say of uploads.</summary>
[Parallelizable]
internal sealed class UploadMetricsTests : UploadTests
{
    [Test]
    public async Task Each_end_of_an_upload_is_counted_once()
    {
        using MetricCollector<long> offered = Collect<long>("valetkey.uploads.offered");
        using MetricCollector<long> settled = Collect<long>("valetkey.uploads.settled");
        using MetricCollector<long> published = Collect<long>("valetkey.uploads.published");
        using MetricCollector<double> durations = Collect<double>("valetkey.upload.settle.duration");

        await Anna.UploadAsync("good");
        App.Uploads.Inspect = (_, _) => new(UploadVerdict.Reject("A virus."));
        Offer bad = await BroughtAsync(10);
        Offer given = await Anna.OfferAsync(10);
        foreach (int _ in Enumerable.Range(0, 2))
        {
            await Anna.CompleteAsync(bad);
            await Anna.AbortAsync(given);
        }

        Told(offered).Should().Equal("1 pictures ", "1 pictures ", "1 pictures ");
        Told(settled).Should().Equal("1 pictures published", "1 pictures rejected", "1 pictures abandoned");
        Told(published).Should().Equal("4 pictures ");
        durations.GetMeasurementSnapshot().Should().HaveCount(3);
    }

    [Test]
    public async Task The_same_declaration_made_many_times_is_one_upload()
    {
        using MetricCollector<long> offered = Collect<long>("valetkey.uploads.offered");

        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Anna.DeclareAsync(
            new { name = "a.txt", length = 10 }, request => request.Headers.Add("Idempotency-Key", "\"one\""))));

        Told(offered).Should().Equal("1 pictures ");
    }

    [Test]
    public async Task What_broke_off_and_what_was_left_behind_is_counted()
    {
        using MetricCollector<long> failed = Collect<long>("valetkey.uploads.failed");
        using MetricCollector<long> orphans = Collect<long>("valetkey.uploads.orphans");

        App.Uploads.Inspect = (_, _) => throw new IOException("The scanner does not answer.");
        Offer offer = await BroughtAsync(10);
        await Anna.CompleteAsync(offer);
        App.Uploads.Inspect = (_, _) => new(UploadVerdict.Accept);
        await Anna.CompleteAsync(offer);
        await App.Store.BeginPartsAsync(TestUploads.Container, $".staging/{offer.Id}");
        await App.Site.Sweep.DeleteOrphansAsync(default);

        Told(failed).Should().Equal("1 pictures ");
        Told(orphans).Should().Equal("1 pictures ");
    }

    private MetricCollector<T> Collect<T>(string instrument)
        where T : struct => new(App.Services.GetRequiredService<IMeterFactory>(), ValetKeyTelemetry.MeterName, instrument);

    private static IEnumerable<string> Told(MetricCollector<long> collector) => collector.GetMeasurementSnapshot().Select(
        measured => $"{measured.Value} {measured.Tags["valetkey.uploads"]} {measured.Tags.GetValueOrDefault("valetkey.upload.state")}");
}
