using System.Threading.Channels;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Time;

/// <summary><see cref="StorageClockOptions.MeasureEvery"/>, through the whole issuer.</summary>
public sealed class BackgroundMeasuringTests
{
    [Test]
    public async Task First_key_of_a_machine_that_is_off_waits_for_the_first_measurement()
    {
        MachineTime time = new(TestIssuer.Noon) { Error = TimeSpan.FromMinutes(9) };
        using TestIssuer issuer = Issuer(time, out _);

        IssuedKey key = await issuer.IssueAsync(Requests.Read());

        key.ExpiresAt.Should().Be(TestIssuer.Noon.AddMinutes(15));
    }

    [Test]
    public async Task Service_is_asked_again_and_again_without_any_key()
    {
        MachineTime time = new(TestIssuer.Noon);
        using TestIssuer issuer = Issuer(time, out Channel<DateTimeOffset> asked);
        List<TimeSpan> gaps = [];
        DateTimeOffset last = await asked.Reader.ReadAsync();

        while (gaps.Count < 20)
        {
            time.Advance(TimeSpan.FromSeconds(5));
            await issuer.Clock.Measuring;
            if (asked.Reader.TryRead(out DateTimeOffset next))
            {
                gaps.Add(next - last);
                last = next;
            }
        }

        gaps.Should().AllSatisfy(gap => gap.Should().BeGreaterThanOrEqualTo(TimeSpan.FromMinutes(9)));
        gaps.Distinct().Should().HaveCountGreaterThan(1, "hosts that started together do not ask together");
    }

    [Test]
    public async Task Nothing_is_asked_after_the_application_has_ended()
    {
        MachineTime time = new(TestIssuer.Noon);
        TestIssuer issuer = Issuer(time, out Channel<DateTimeOffset> asked);
        await asked.Reader.ReadAsync();
        await issuer.IssueAsync(Requests.Read());

        issuer.Dispose();
        time.Advance(TimeSpan.FromDays(1));

        asked.Reader.TryRead(out _).Should().BeFalse();
    }

    [Test]
    public async Task Nothing_is_asked_by_default()
    {
        MachineTime time = new(TestIssuer.Noon);
        using TestIssuer issuer = new(time: time);
        bool isAsked = false;
        issuer.Signer.ReadDate = _ =>
        {
            isAsked = true;
            return ValueTask.FromResult<DateTimeOffset?>(time.Truth);
        };

        time.Advance(TimeSpan.FromDays(2));
        await issuer.IssueAsync(Requests.Read());

        isAsked.Should().BeFalse();
    }

    [Test]
    public async Task Service_that_cannot_be_reached_at_first_holds_up_no_key()
    {
        MachineTime time = new(TestIssuer.Noon);
        using TestIssuer issuer = new(options: o => o.StorageClock.MeasureEvery = TimeSpan.FromMinutes(10), time: time);
        issuer.Signer.ReadDate = _ => throw new HttpRequestException("down");

        IssuedKey key = await issuer.IssueAsync(Requests.Read());

        key.ExpiresAt.Should().Be(TestIssuer.Noon.AddMinutes(15));
    }

    private static TestIssuer Issuer(MachineTime time, out Channel<DateTimeOffset> asked)
    {
        Channel<DateTimeOffset> dates = Channel.CreateUnbounded<DateTimeOffset>();
        asked = dates;
        TestSigner signer = new(TestCapabilities.Everything())
        {
            ReadDate = _ =>
            {
                dates.Writer.TryWrite(time.Truth);
                return ValueTask.FromResult<DateTimeOffset?>(time.Truth);
            },
        };
        return new TestIssuer(options: o => o.StorageClock.MeasureEvery = TimeSpan.FromMinutes(10), time: time, signer: signer);
    }
}
