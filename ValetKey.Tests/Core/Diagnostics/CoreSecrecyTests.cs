using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Providers;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Diagnostics;

/// <summary>Keys are issued and refused in every way, and everything that is told about it is searched for the secret.</summary>
[NonParallelizable]
public sealed class CoreSecrecyTests
{
    [Test]
    public async Task Nothing_that_is_logged_traced_measured_or_audited_holds_a_secret()
    {
        ConcurrentQueue<string> told = [];
        using ActivityListener activities = new()
        {
            ShouldListenTo = source => source.Name == "ValetKey",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => told.Enqueue($"{activity.DisplayName} {activity.StatusDescription} {string.Join(' ', activity.TagObjects)} "
                + string.Join(' ',
                    activity.Events.SelectMany(e => e.Tags).Concat(activity.Baggage.Select(b => KeyValuePair.Create(b.Key, (object?)b.Value))))),
        };
        ActivitySource.AddActivityListener(activities);
        using MeterListener meters = new()
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "ValetKey")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            told.Enqueue($"{instrument.Name} {value} {string.Join(' ', tags.ToArray())}"));
        meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
            told.Enqueue($"{instrument.Name} {value} {string.Join(' ', tags.ToArray())}"));
        meters.Start();
        TestSink sink = new();
        using TestIssuer issuer = new(TestCapabilities.EveryForm(), with: b => b.AddAuditSink(sink).AddAuditLog());

        foreach (KeyForm form in Enum.GetValues<KeyForm>())
        {
            IssuedKey key = await issuer.IssueAsync(Requests.Read() with { Form = form, Subject = "alice" });
            key.ToJson().Should().Contain(TestKeys.Secret);
            told.Enqueue(key.ToString());
        }

        await Refuse(issuer, told, (grant, _) => throw new InvalidOperationException($"Signing with {TestKeys.Secret} failed."));
        await Refuse(issuer, told, (grant, _) => throw new TimeoutException(TestKeys.Secret));
        await Refuse(issuer, told, (grant, _) => ValueTask.FromResult<IssuedKey>(TestKeys.Form(grant)));
        await Refuse(issuer, told, (grant, _) => ValueTask.FromResult<IssuedKey>(TestKeys.Url(grant, "http://plain.example")));
        await Refuse(issuer, told, (grant, _) => ValueTask.FromResult<IssuedKey>(new SignedUrl(grant, HttpMethod.Get, $"://{TestKeys.Secret}")));
        sink.Fault = () => new IOException("disk full");
        await Refuse(issuer, told, (grant, _) => ValueTask.FromResult<IssuedKey>(TestKeys.Url(grant)));

        string[] all =
        [
            .. told,
            .. sink.Events.Select(e => JsonSerializer.Serialize(e)),
            .. issuer.Logs.GetSnapshot()
                .Select(record => $"{record.Message} {record.Exception} {string.Join(' ', record.StructuredState ?? [])}"),
        ];
        all.Should().HaveCountGreaterThan(50).And.NotContain(text => text.Contains(TestKeys.Secret, StringComparison.OrdinalIgnoreCase));
        all.Should().Contain(text => text.Contains("valetkey.keys.issued")).And.Contain(text => text.Contains("valetkey.issue.duration"));
        all.Should().Contain(text => text.StartsWith("valetkey.issue ", StringComparison.Ordinal));
    }

    private static async Task Refuse(TestIssuer issuer, ConcurrentQueue<string> told, Func<KeyGrant, CancellationToken, ValueTask<IssuedKey>> make)
    {
        issuer.Signer.Make = make;
        ValetKeyException refusal = await issuer.RefusalOf(Requests.Read() with { Form = KeyForm.SignedUrl });
        told.Enqueue(refusal.Message);
    }
}
