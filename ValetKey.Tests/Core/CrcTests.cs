using System.Text;
using ValetKey.Internal;

namespace ValetKey.Tests.Core;

public sealed class CrcTests
{
    private static readonly byte[] CheckInput = Encoding.ASCII.GetBytes("123456789");

    // RFC 3720, appendix B.4, which prints the bytes in reverse.
    [Test]
    public void Crc32C_of_32_zero_bytes_is_the_published_one() =>
        Crc32C.Append(0, new byte[32]).Should().Be(0x8A9136AA);

    [Test]
    public void Crc32C_of_32_bytes_of_ones_is_the_published_one() =>
        Crc32C.Append(0, Enumerable.Repeat((byte)0xFF, 32).ToArray()).Should().Be(0x62A8AB43);

    [Test]
    public void Crc32C_of_the_check_input_is_the_published_one() =>
        Crc32C.Append(0, CheckInput).Should().Be(0xE3069283);

    [Test]
    public void Crc64Nvme_of_the_check_input_is_the_published_one() =>
        Crc64Nvme.Append(0, CheckInput).Should().Be(0xAE8B14860A799888);

    // NVM Command Set Specification, 64b CRC test cases.
    [Test]
    public void Crc64Nvme_of_4096_zero_bytes_is_the_published_one() =>
        Crc64Nvme.Append(0, new byte[4096]).Should().Be(0x6482D367EB22B64E);

    [Test]
    public void Crc64Nvme_of_4096_bytes_of_ones_is_the_published_one() =>
        Crc64Nvme.Append(0, Enumerable.Repeat((byte)0xFF, 4096).ToArray()).Should().Be(0xC0DDBA7302ECA3AC);

    [Test]
    public void Both_are_the_same_wherever_the_input_is_cut([Range(0, 40)] int cut)
    {
        byte[] data = [.. Enumerable.Range(0, 40).Select(i => (byte)(i * 37))];

        uint crc32C = Crc32C.Append(Crc32C.Append(0, data.AsSpan(0, cut)), data.AsSpan(cut));
        ulong crc64Nvme = Crc64Nvme.Append(Crc64Nvme.Append(0, data.AsSpan(0, cut)), data.AsSpan(cut));

        crc32C.Should().Be(Crc32C.Append(0, data));
        crc64Nvme.Should().Be(Crc64Nvme.Append(0, data));
    }
}
