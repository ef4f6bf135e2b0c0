using System.Diagnostics;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using ValetKey.Diagnostics;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Diagnostics;

[NonParallelizable]
public sealed class TelemetryTests
{
    private const string Name = "telemetry";

    [Test]
    public void Names_are_pinned()
    {
        ValetKeyTelemetry.ActivitySourceName.Should().Be("ValetKey");
        ValetKeyTelemetry.MeterName.Should().Be("ValetKey");
    }

    [Test]
    public async Task Issue_is_one_activity_with_what_was_asked_and_given()
    {
        List<Activity> activities = [];
        using ActivityListener listener = Listen(activities);
        using TestIssuer issuer = new(name: Name);

        IssuedKey key = await issuer.IssueAsync(Requests.Read());

        Activity activity = activities.Single();
        (activity.OperationName, activity.Status, activity.Kind).Should().Be(("valetkey.issue", ActivityStatusCode.Unset, ActivityKind.Internal));
        activity.TagObjects.Should().BeEquivalentTo(new Dictionary<string, object?>
        {
            ["valetkey.issuer"] = Name,
            ["valetkey.resource"] = "Object",
            ["valetkey.container"] = "profiles",
            ["valetkey.permissions"] = "Read",
            ["valetkey.form"] = "SignedUrl",
            ["valetkey.attempt_id"] = key.Id.ToString(),
        });
    }

    [Test]
    public async Task Refusal_and_cancellation_are_errors_with_their_type()
    {
        List<Activity> activities = [];
        using ActivityListener listener = Listen(activities);
        using TestIssuer issuer = new(options: o => o.AllowedPermissions = Permissions.Write, name: Name);

        ValetKeyException refusal = await issuer.RefusalOf(Requests.Read());
        await FluentActions.Awaiting(() => issuer.IssueAsync(Requests.Read(), new CancellationToken(true)).AsTask())
            .Should().ThrowAsync<OperationCanceledException>();

        activities.Select(activity => (activity.Status, activity.GetTagItem("error.type"))).Should().Equal(
            (ActivityStatusCode.Error, "Denied"), (ActivityStatusCode.Error, "Cancelled"));
        activities[0].GetTagItem("valetkey.attempt_id").Should().Be(refusal.AttemptId.ToString());
    }

    [Test]
    public async Task Issues_and_refusals_are_counted_by_issuer_form_and_reason()
    {
        using MetricCollector<long> issued = new(null, "ValetKey", "valetkey.keys.issued");
        using MetricCollector<long> refused = new(null, "ValetKey", "valetkey.keys.refused");
        using MetricCollector<double> duration = new(null, "ValetKey", "valetkey.issue.duration");
        using TestIssuer issuer = new(name: Name);

        await issuer.IssueAsync(Requests.Read());
        await issuer.RefusalOf(new KeyRequest(Requests.Avatar, Permissions.List));

        issued.GetMeasurementSnapshot().Single().Should().BeEquivalentTo(new
        {
            Value = 1L,
            Tags = new Dictionary<string, object?> { ["valetkey.issuer"] = Name, ["valetkey.form"] = "SignedUrl" },
        });
        refused.GetMeasurementSnapshot().Single().Should().BeEquivalentTo(new
        {
            Value = 1L,
            Tags = new Dictionary<string, object?> { ["valetkey.issuer"] = Name, ["error.type"] = "InvalidRequest" },
        });
        duration.GetMeasurementSnapshot().Should().HaveCount(2).And.OnlyContain(m => m.Value >= 0 && m.Value < 60);
        duration.GetMeasurementSnapshot().Select(m => (string?)m.Tags["error.type"] ?? "none").Should().Equal("none", "InvalidRequest");
        (issued.Instrument!.Unit, refused.Instrument!.Unit, duration.Instrument!.Unit).Should().Be(("{key}", "{request}", "s"));
    }

    [Test]
    public async Task Log_says_what_was_issued_and_why_not()
    {
        using TestIssuer issuer = new(name: Name);

        IssuedKey key = await issuer.IssueAsync(Requests.Read());
        ValetKeyException refusal = await issuer.RefusalOf(new KeyRequest(Requests.Avatar, Permissions.List));

        issuer.Logs.GetSnapshot().Select(record => $"{record.Level} {record.Id.Id} {record.Message}").Should().Equal(
            $"Debug 1 telemetry issued {key.Id}, SignedUrl for Read on object:profiles/42/avatar.jpg until 2026-11-01 12:15:00Z.",
            $"Information 2 telemetry issued no key for List on object:profiles/42/avatar.jpg in {refusal.AttemptId}: InvalidRequest. "
            + "Permissions has List, which object:profiles/42/avatar.jpg does not have; "
            + "allowed are Read, ReadProperties, Create, Write, Append, Delete.");
    }

    private static ActivityListener Listen(List<Activity> activities)
    {
        ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == "ValetKey",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if ((string?)activity.GetTagItem("valetkey.issuer") == Name)
                {
                    activities.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
