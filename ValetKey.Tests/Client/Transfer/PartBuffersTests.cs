using ValetKey.Client.Transfer;

namespace ValetKey.Tests.Client.Transfer;

/// <summary>The memory of parts.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class PartBuffersTests
{
    private readonly PartBuffers _buffers = new();

    [Test]
    public void A_part_has_its_length_to_the_byte() => _buffers.Rent(8_388_609).Should().HaveCount(8_388_609);

    [Test]
    public void What_was_given_back_serves_the_next_part_and_the_shorter_last_one()
    {
        byte[] first = _buffers.Rent(1000);
        byte[] second = _buffers.Rent(1000);
        second.Should().NotBeSameAs(first);
        _buffers.Return(first);

        _buffers.Rent(10).Should().BeSameAs(first);

        _buffers.Rent(1000).Should().NotBeSameAs(first, "it is in use").And.NotBeSameAs(second, "it is in use");
    }

    [Test]
    public void What_is_too_short_serves_nobody()
    {
        _buffers.Return(new byte[10]);

        _buffers.Rent(11).Should().HaveCount(11);
    }
}
