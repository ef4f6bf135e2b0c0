namespace ValetKey.Tests.Core.Constraints;

public sealed class CoreChecksumTests
{
    [TestCase(ChecksumAlgorithm.Md5, 16, ConstraintKinds.ChecksumMd5)]
    [TestCase(ChecksumAlgorithm.Sha256, 32, ConstraintKinds.ChecksumSha256)]
    [TestCase(ChecksumAlgorithm.Crc32C, 4, ConstraintKinds.ChecksumCrc32C)]
    [TestCase(ChecksumAlgorithm.Crc64Nvme, 8, ConstraintKinds.ChecksumCrc64Nvme)]
    public void Each_algorithm_has_its_length_and_its_kind(ChecksumAlgorithm algorithm, int length, ConstraintKinds kind)
    {
        byte[] bytes = [.. Enumerable.Range(1, length).Select(value => (byte)value)];

        Checksum checksum = new(algorithm, bytes);

        checksum.Value.ToArray().Should().Equal(bytes);
        checksum.Algorithm.Should().Be(algorithm);
        checksum.Kind.Should().Be(kind);
        new KeyConstraints { Checksum = checksum }.Kinds.Should().Be(kind);
    }

    [TestCase(ChecksumAlgorithm.Md5, 15, "16 bytes, not 15")]
    [TestCase(ChecksumAlgorithm.Md5, 17, "16 bytes, not 17")]
    [TestCase(ChecksumAlgorithm.Sha256, 0, "32 bytes, not 0")]
    [TestCase(ChecksumAlgorithm.Sha256, 64, "32 bytes, not 64")]
    [TestCase(ChecksumAlgorithm.Crc32C, 8, "4 bytes, not 8")]
    [TestCase(ChecksumAlgorithm.Crc64Nvme, 4, "8 bytes, not 4")]
    public void Wrong_length_is_refused(ChecksumAlgorithm algorithm, int length, string fault)
    {
        Action construct = () => _ = new Checksum(algorithm, new byte[length]);
        Action read = () => Checksum.FromBase64(algorithm, Convert.ToBase64String(new byte[length]));

        construct.Should().ThrowExactly<ArgumentException>().WithParameterName("value").WithMessage($"*{fault}*");
        read.Should().ThrowExactly<ArgumentException>().WithParameterName("value").WithMessage($"*{fault}*");
    }

    [Test]
    public void Far_too_long_a_text_is_refused_for_its_length()
    {
        Action read = () => Checksum.FromBase64(ChecksumAlgorithm.Md5, Convert.ToBase64String(new byte[500]));

        read.Should().ThrowExactly<ArgumentException>().WithParameterName("value").WithMessage("*16 bytes, not 500*");
    }

    [Test]
    public void Unknown_algorithm_is_refused()
    {
        Action construct = () => _ = new Checksum((ChecksumAlgorithm)99, new byte[4]);

        construct.Should().ThrowExactly<ArgumentOutOfRangeException>().WithParameterName("algorithm");
    }

    // "The MD5 of nothing" and "the SHA-256 of abc" as RFC 1321 and FIPS 180-4 print them, in base64.
    [TestCase(ChecksumAlgorithm.Md5, "1B2M2Y8AsgTpgAmY7PhCfg==", "D41D8CD98F00B204E9800998ECF8427E")]
    [TestCase(ChecksumAlgorithm.Sha256, "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=",
        "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD")]
    [TestCase(ChecksumAlgorithm.Crc32C, "4waSgw==", "E3069283")]
    public void Base64_is_read_and_written(ChecksumAlgorithm algorithm, string base64, string hex)
    {
        Checksum checksum = Checksum.FromBase64(algorithm, base64);

        Convert.ToHexString(checksum.Value).Should().Be(hex);
        checksum.ToBase64().Should().Be(base64);
        checksum.ToString().Should().Be($"{algorithm}:{base64}");
    }

    [TestCase("")]
    [TestCase("not base64!")]
    [TestCase("4waSgw")]
    [TestCase("4waSgw===")]
    [TestCase("4wa_gw==")]
    public void Text_that_is_not_a_checksum_in_base64_is_refused(string text)
    {
        Action read = () => Checksum.FromBase64(ChecksumAlgorithm.Crc32C, text);

        read.Should().ThrowExactly<ArgumentException>().WithParameterName("value");
    }

    [Test]
    public void Checksum_keeps_its_own_copy()
    {
        byte[] bytes = [1, 2, 3, 4];
        Checksum checksum = new(ChecksumAlgorithm.Crc32C, bytes);

        bytes[0] = 9;

        checksum.Value[0].Should().Be(1);
    }

    [Test]
    public void Checksums_are_equal_by_value()
    {
        Checksum one = new(ChecksumAlgorithm.Crc32C, [1, 2, 3, 4]);

        one.Should().Be(new Checksum(ChecksumAlgorithm.Crc32C, [1, 2, 3, 4]));
        one.GetHashCode().Should().Be(new Checksum(ChecksumAlgorithm.Crc32C, [1, 2, 3, 4]).GetHashCode());
        one.Should().NotBe(new Checksum(ChecksumAlgorithm.Crc32C, [1, 2, 3, 5]));
        one.Equals(null).Should().BeFalse();
        new Checksum(ChecksumAlgorithm.Md5, new byte[16]).Should().NotBe(new Checksum(ChecksumAlgorithm.Sha256, new byte[32]));
    }
}
