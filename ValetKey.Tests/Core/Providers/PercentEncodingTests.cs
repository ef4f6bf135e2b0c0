using System.Text;
using CsCheck;
using ValetKey.Providers;

namespace ValetKey.Tests.Core.Providers;

public sealed class PercentEncodingTests
{
    // RFC 3986, 2.3 (unreserved) and 2.2 (reserved); the UTF-8 examples of RFC 3986, 2.5.
    [TestCase("ABCXYZabcxyz0189-._~", "ABCXYZabcxyz0189-._~", "ABCXYZabcxyz0189-._~")]
    [TestCase(":/?#[]@", "%3A%2F%3F%23%5B%5D%40", "%3A/%3F%23%5B%5D%40")]
    [TestCase("!$&'()*+,;=", "%21%24%26%27%28%29%2A%2B%2C%3B%3D", "%21%24%26%27%28%29%2A%2B%2C%3B%3D")]
    [TestCase("%", "%25", "%25")]
    [TestCase("%2F", "%252F", "%252F")]
    [TestCase(" ", "%20", "%20")]
    [TestCase("\"<>\\^`{|}", "%22%3C%3E%5C%5E%60%7B%7C%7D", "%22%3C%3E%5C%5E%60%7B%7C%7D")]
    [TestCase("À", "%C3%80", "%C3%80")]
    [TestCase("ア", "%E3%82%A2", "%E3%82%A2")]
    [TestCase("😀", "%F0%9F%98%80", "%F0%9F%98%80")]
    [TestCase("\0\n\u007f", "%00%0A%7F", "%00%0A%7F")]
    [TestCase("a/b//c/", "a%2Fb%2F%2Fc%2F", "a/b//c/")]
    [TestCase("\uffff", "%EF%BF%BF", "%EF%BF%BF")]
    [TestCase("", "", "")]
    public void Characters_are_encoded_by_RFC_3986(string text, string encoded, string encodedPath)
    {
        PercentEncoding.Encode(text).Should().Be(encoded);
        PercentEncoding.EncodePath(text).Should().Be(encodedPath);
    }

    [Test]
    public void Every_byte_of_ASCII_is_kept_or_encoded()
    {
        for (char character = '\0'; character < 128; character++)
        {
            string expected = char.IsAsciiLetterOrDigit(character) || "-._~".Contains(character, StringComparison.Ordinal)
                ? character.ToString()
                : $"%{(int)character:X2}";

            PercentEncoding.Encode(character.ToString()).Should().Be(expected);
            PercentEncoding.EncodePath(character.ToString()).Should().Be(character == '/' ? "/" : expected);
        }
    }

    [Test]
    public void Any_text_is_encoded_as_a_naive_encoder_and_the_framework_do() => Gen.String.Sample(
        text =>
        {
            if (HasLoneSurrogate(text))
            {
                return;
            }

            string naive = Naive(text, "");

            PercentEncoding.Encode(text).Should().Be(naive).And.Be(Uri.EscapeDataString(text));
            PercentEncoding.EncodePath(text).Should().Be(Naive(text, "/"))
                .And.Be(Uri.EscapeDataString(text).Replace("%2F", "/", StringComparison.Ordinal));
        },
        iter: 3_000);

    [Test]
    public void Destination_of_the_exact_size_suffices_and_one_byte_less_does_not() => Gen.String.Where(text => text != "").Sample(
        text =>
        {
            if (HasLoneSurrogate(text))
            {
                return;
            }

            byte[] expected = Encoding.ASCII.GetBytes(Naive(text, ""));
            byte[] exact = new byte[expected.Length];

            PercentEncoding.TryEncode(text, exact, out int written).Should().BeTrue();
            PercentEncoding.TryEncode(text, new byte[expected.Length - 1], out _).Should().BeFalse();

            written.Should().Be(expected.Length).And.BeLessThanOrEqualTo(PercentEncoding.GetMaximumLength(text.Length));
            exact.Should().Equal(expected);
        },
        iter: 1_000);

    [TestCase("a/b", 3, true)]
    [TestCase("a/b", 2, false)]
    [TestCase("a/ é", 10, false)]
    [TestCase("a/ é", 11, true)]
    [TestCase("", 0, true)]
    public void Path_is_written_when_it_fits(string path, int size, bool fits)
    {
        byte[] destination = new byte[size + 4];
        Array.Fill(destination, (byte)'!');

        bool isWritten = PercentEncoding.TryEncodePath(path, destination.AsSpan(0, size), out int written);

        isWritten.Should().Be(fits);
        written.Should().BeLessThanOrEqualTo(size);
        destination[size..].Should().AllBeEquivalentTo((byte)'!');
        if (fits)
        {
            Encoding.ASCII.GetString(destination, 0, written).Should().Be(Naive(path, "/"));
        }
    }

    [TestCase(0xD800, "")]
    [TestCase(0xDC00, "")]
    [TestCase(0xD83D, "x")]
    public void Lone_surrogate_is_refused(int surrogate, string behind)
    {
        string text = "é" + (char)surrogate + behind;

        FluentActions.Invoking(() => PercentEncoding.Encode(text)).Should().ThrowExactly<ArgumentException>();
        FluentActions.Invoking(() => PercentEncoding.EncodePath(text)).Should().ThrowExactly<ArgumentException>();
        FluentActions.Invoking(() => PercentEncoding.TryEncode(text, new byte[100], out _)).Should().ThrowExactly<ArgumentException>();
    }

    [TestCase(0, 0)]
    [TestCase(1, 9)]
    [TestCase(100, 900)]
    public void Maximum_length_is_nine_bytes_a_character(int count, int expected) =>
        PercentEncoding.GetMaximumLength(count).Should().Be(expected);

    [TestCase(null, 0)]
    [TestCase("", 0)]
    [TestCase("a b", 9)]
    [TestCase("é", 6)]
    [TestCase("\U0001F600", 12)]
    public void Maximum_length_of_a_text_is_three_bytes_for_each_of_its_utf8(string? text, int expected) =>
        PercentEncoding.GetMaximumLength(text).Should().Be(expected);

    [Test]
    public void Null_is_refused()
    {
        FluentActions.Invoking(() => PercentEncoding.Encode(null!)).Should().ThrowExactly<ArgumentNullException>();
        FluentActions.Invoking(() => PercentEncoding.EncodePath(null!)).Should().ThrowExactly<ArgumentNullException>();
    }

    private static string Naive(string text, string alsoKept) => string.Concat(Encoding.UTF8.GetBytes(text).Select(part =>
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".Contains((char)part, StringComparison.Ordinal)
            || alsoKept.Contains((char)part, StringComparison.Ordinal)
            ? ((char)part).ToString()
            : $"%{part:X2}"));

    private static bool HasLoneSurrogate(string text) => text.EnumerateRunes().Contains(Rune.ReplacementChar);
}
