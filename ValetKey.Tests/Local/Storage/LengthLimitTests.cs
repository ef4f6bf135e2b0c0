using ValetKey.Local.Storage;

namespace ValetKey.Tests.Local.Storage;

public sealed class LengthLimitTests : StoreTest
{
    // Around nothing, one, and the size of the buffer that bodies pass through.
    private static readonly long[] Lengths = [0, 1, 2, 131_071, 131_072, 131_073, 262_144];

    [TestCaseSource(nameof(Lengths))]
    public async Task A_body_as_long_as_allowed_is_stored(long length)
    {
        PutResult result = await Put(Replace() with { MaximumLength = length }, new GeneratedStream(length));

        result.Outcome.Should().Be(PutOutcome.Created);
        result.Stored!.Length.Should().Be(length);
    }

    [TestCaseSource(nameof(Lengths))]
    public async Task A_longer_body_is_refused_once_its_first_byte_too_many_has_come(long length)
    {
        GeneratedStream body = new(length + 10_000_000);

        PutResult result = await Put(Replace() with { MaximumLength = length }, body);

        result.Should().Be(new PutResult(PutOutcome.TooLarge));
        body.Taken.Should().Be(length + 1);
        Content().Should().BeNull();
        TemporaryFiles().Should().BeEmpty();
    }

    [Test]
    public async Task One_byte_too_many_is_too_many()
    {
        PutResult result = await Put(Replace() with { MaximumLength = 4 }, "12345");

        result.Outcome.Should().Be(PutOutcome.TooLarge);
    }

    [Test]
    public async Task One_byte_too_few_is_too_few()
    {
        await Put(Replace(), "old");

        PutResult result = await Put(Replace() with { MinimumLength = 4 }, "123");

        result.Should().Be(new PutResult(PutOutcome.TooSmall));
        Content().Should().Be("old");
        TemporaryFiles().Should().BeEmpty();
    }

    [Test]
    public async Task A_body_of_exactly_the_one_allowed_length_is_stored()
    {
        PutResult result = await Put(Replace() with { MinimumLength = 4, MaximumLength = 4 }, "1234");

        result.Outcome.Should().Be(PutOutcome.Created);
    }
}
