using System.Globalization;
using ValetKey.Providers;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Core.Providers;

[InForeignCultures]
public sealed class BasicDateTests
{
    [TestCase("2013-05-24T00:00:00Z", "20130524T000000Z")]
    [TestCase("2019-02-01T09:00:00Z", "20190201T090000Z")]
    [TestCase("2024-02-29T23:59:59.9999999Z", "20240229T235959Z")]
    [TestCase("2026-01-01T00:30:00+01:00", "20251231T233000Z")]
    [TestCase("0001-01-01T00:00:00Z", "00010101T000000Z")]
    [TestCase("9999-12-31T23:59:59Z", "99991231T235959Z")]
    public void A_time_is_in_the_basic_format(string time, string expected) =>
        BasicDate.Format(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture)).Should().Be(expected);

    [Test]
    public void A_buffer_that_is_too_short_is_refused() =>
        FluentActions.Invoking(() => BasicDate.Write(new byte[BasicDate.Length - 1], DateTimeOffset.UnixEpoch))
            .Should().Throw<ArgumentException>().WithMessage("*16 bytes*15*");
}
