using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using ValetKey.Providers;

namespace ValetKey.Tests.Core.Providers;

public sealed class KeyedHashTests
{
    // RFC 4231, 4.2 to 4.4.
    [TestCase("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "4869205468657265", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")]
    [TestCase("4a656665", "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")]
    public void RFC_4231_vectors_hold(string key, string data, string expected)
    {
        using KeyedHash hash = new(HashAlgorithmName.SHA256, Convert.FromHexString(key));
        byte[] result = new byte[32];

        int written = hash.Hash(Convert.FromHexString(data), result);

        written.Should().Be(32);
        Convert.ToHexStringLower(result).Should().Be(expected);
    }

    [Test]
    public void Any_key_and_data_give_what_HMACSHA256_gives() => Gen.Select(Gen.Byte.Array[0, 200], Gen.Byte.Array[0, 500]).Sample(
        (key, data) =>
        {
            using KeyedHash hash = new(HashAlgorithmName.SHA256, key);
            byte[] result = new byte[40];

            hash.Hash(data, result);
            hash.Hash(data, result);

            result[..32].Should().Equal(HMACSHA256.HashData(key, data));
            result[32..].Should().AllBeEquivalentTo((byte)0);
        },
        iter: 1_000);

    [TestCase("SHA1", 20)]
    [TestCase("SHA256", 32)]
    [TestCase("SHA512", 64)]
    public void Length_is_the_algorithms(string algorithm, int length)
    {
        using KeyedHash hash = new(new HashAlgorithmName(algorithm), [1, 2, 3]);

        hash.HashLengthInBytes.Should().Be(length);
        hash.Hash([4], new byte[length]).Should().Be(length);
    }

    [Test]
    public void More_keys_than_slots_do_not_mix_however_they_alternate()
    {
        KeyedHash[] hashes =
            [.. Enumerable.Range(0, (KeyedHash.SlotsPerThread * 3) + 1).Select(i => new KeyedHash(HashAlgorithmName.SHA256, KeyOf(i)))];
        byte[] result = new byte[32];

        for (int round = 0; round < 4; round++)
        {
            for (int i = 0; i < hashes.Length; i++)
            {
                int chosen = round % 2 == 0 ? i : hashes.Length - 1 - i;
                hashes[chosen].Hash("data"u8, result);

                result.Should().Equal(HMACSHA256.HashData(KeyOf(chosen), "data"u8));
            }
        }
    }

    [Test]
    public void Many_threads_share_many_keys()
    {
        KeyedHash[] hashes = [.. Enumerable.Range(0, 20).Select(i => new KeyedHash(HashAlgorithmName.SHA256, KeyOf(i)))];
        byte[][] expected = [.. Enumerable.Range(0, 20).Select(i => HMACSHA256.HashData(KeyOf(i), Encoding.ASCII.GetBytes($"data {i}")))];
        int wrong = 0;

        Parallel.For(0, 8_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            Span<byte> result = stackalloc byte[32];
            int chosen = (i * 7) % 20;
            hashes[chosen].Hash(Encoding.ASCII.GetBytes($"data {chosen}"), result);
            if (!result.SequenceEqual(expected[chosen]))
            {
                Interlocked.Increment(ref wrong);
            }
        });

        wrong.Should().Be(0);
    }

    [Test]
    public void Key_is_copied()
    {
        byte[] key = [1, 2, 3];
        using KeyedHash hash = new(HashAlgorithmName.SHA256, key);
        byte[] result = new byte[32];
        key[0] = 9;

        Task.Factory.StartNew(() => hash.Hash("x"u8, result), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Wait();

        result.Should().Equal(HMACSHA256.HashData((byte[])[1, 2, 3], "x"u8));
    }

    [TestCase(0)]
    [TestCase(31)]
    public void Short_destination_is_refused_and_leaves_the_hash_clean(int size)
    {
        using KeyedHash hash = new(HashAlgorithmName.SHA256, [1, 2, 3]);
        byte[] result = new byte[32];

        FluentActions.Invoking(() => hash.Hash("lost"u8, new byte[size])).Should().ThrowExactly<ArgumentException>()
            .WithParameterName("destination").WithMessage($"*32 bytes, and there is room for {size}*");
        hash.Hash("x"u8, result);

        result.Should().Equal(HMACSHA256.HashData((byte[])[1, 2, 3], "x"u8));
    }

    [Test]
    public void Disposed_hash_refuses_to_work_and_its_neighbours_go_on()
    {
        KeyedHash[] hashes = [.. Enumerable.Range(0, KeyedHash.SlotsPerThread + 1).Select(i => new KeyedHash(HashAlgorithmName.SHA256, KeyOf(i)))];
        byte[] result = new byte[32];

        hashes[0].Dispose();
        hashes[0].Dispose();

        FluentActions.Invoking(() => hashes[0].Hash("x"u8, result)).Should().ThrowExactly<ObjectDisposedException>();
        hashes[^1].Hash("x"u8, result);
        result.Should().Equal(HMACSHA256.HashData(KeyOf(KeyedHash.SlotsPerThread), "x"u8));
    }

    [Test]
    public void Unknown_algorithm_is_refused_and_harms_no_other_hash()
    {
        KeyedHash[] hashes = [.. Enumerable.Range(0, KeyedHash.SlotsPerThread).Select(i => new KeyedHash(HashAlgorithmName.SHA256, KeyOf(i)))];
        byte[] result = new byte[32];

        for (int i = 0; i < hashes.Length; i++)
        {
            FluentActions.Invoking(() => new KeyedHash(new HashAlgorithmName("ROT13"), [1])).Should().Throw<CryptographicException>();
        }

        for (int i = 0; i < hashes.Length; i++)
        {
            hashes[i].Hash("x"u8, result);
            result.Should().Equal(HMACSHA256.HashData(KeyOf(i), "x"u8));
        }
    }

    private static byte[] KeyOf(int i) => Encoding.ASCII.GetBytes($"key number {i}");

    [Test]
    public void A_number_that_has_wrapped_takes_no_keys_hash_for_anothers()
    {
        FieldInfo counter = typeof(KeyedHash).GetField("_lastOrdinal", BindingFlags.Static | BindingFlags.NonPublic)!;
        using KeyedHash first = new(HashAlgorithmName.SHA256, [1]);
        counter.SetValue(null, (int)counter.GetValue(null)! - 1); // As after four billion keys.
        using KeyedHash second = new(HashAlgorithmName.SHA256, [2]);
        byte[] result = new byte[32];

        second.Hash("data"u8, result);

        result.Should().Equal(HMACSHA256.HashData(new byte[] { 2 }, "data"u8.ToArray()));
    }
}
