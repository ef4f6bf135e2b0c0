namespace ValetKey.Tests.Core.Constraints;

public sealed class LengthRangeTests
{
    [TestCase(0, 0, true)]
    [TestCase(5, 5, true)]
    [TestCase(0, 5, false)]
    [TestCase(0, long.MaxValue, false)]
    public void Range_is_exact_when_its_ends_meet(long minimum, long maximum, bool isExact)
    {
        LengthRange range = LengthRange.Between(minimum, maximum);

        (range.Minimum, range.Maximum, range.IsExact).Should().Be((minimum, maximum, isExact));
    }

    [TestCase(-1, 5, "minimum")]
    [TestCase(long.MinValue, long.MaxValue, "minimum")]
    [TestCase(5, 4, "maximum")]
    [TestCase(0, -1, "maximum")]
    public void Impossible_range_is_refused(long minimum, long maximum, string argument)
    {
        Action between = () => LengthRange.Between(minimum, maximum);
        Action construct = () => _ = new LengthRange(minimum, maximum);

        between.Should().ThrowExactly<ArgumentOutOfRangeException>().WithParameterName(argument);
        construct.Should().ThrowExactly<ArgumentOutOfRangeException>().WithParameterName(argument);
    }

    [Test]
    public void Negative_lengths_are_refused()
    {
        FluentActions.Invoking(() => LengthRange.Exactly(-1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => LengthRange.AtMost(-1)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Test]
    public void AtMost_includes_an_empty_upload() => LengthRange.AtMost(10).Should().Be(LengthRange.Between(0, 10));

    [TestCase(9, false)]
    [TestCase(10, true)]
    [TestCase(15, true)]
    [TestCase(20, true)]
    [TestCase(21, false)]
    public void Both_ends_are_inside(long length, bool isInside) => LengthRange.Between(10, 20).Contains(length).Should().Be(isInside);

    [TestCase(10, 20, true)]
    [TestCase(12, 12, true)]
    [TestCase(9, 20, false)]
    [TestCase(10, 21, false)]
    [TestCase(0, 100, false)]
    [TestCase(30, 40, false)]
    public void Range_contains_ranges_wholly_inside(long minimum, long maximum, bool isInside) =>
        LengthRange.Between(10, 20).Contains(LengthRange.Between(minimum, maximum)).Should().Be(isInside);

    [Test]
    public void Text_says_the_range()
    {
        LengthRange.Exactly(1024).ToString().Should().Be("exactly 1024 bytes");
        LengthRange.Between(1, 1024).ToString().Should().Be("1 to 1024 bytes");
    }
}
