using System.Text;
using ValetKey.Providers;

namespace ValetKey.Tests.Core.Providers;

public sealed class AsciiWriterTests
{
    [Test]
    public void What_is_written_raw_stands_as_it_is()
    {
        AsciiWriter writer = new(new byte[16]);

        writer.Raw("a%2F~");
        writer.Raw('\u007f');
        writer.Raw(" b"u8);

        Encoding.ASCII.GetString(writer.Written).Should().Be("a%2F~\u007f b");
    }

    // Cut to a byte, Ř would be an X, Ā nothing and ÿ beyond ASCII.
    [TestCase('Ř')]
    [TestCase('Ā')]
    [TestCase('ÿ')]
    [TestCase('\u0080')]
    [TestCase('\ud83d')]
    public void A_character_outside_ascii_is_refused(char foreign)
    {
        FluentActions.Invoking(() => Write(foreign)).Should().ThrowExactly<ArgumentException>().WithMessage("*ASCII*");
        FluentActions.Invoking(() => Write($"secret{foreign}")).Should().ThrowExactly<ArgumentException>().WithMessage("*ASCII*")
            .Which.Message.Should().NotContain("secret");

        static void Write<T>(T value)
        {
            AsciiWriter writer = new(new byte[64]);
            if (value is char character)
            {
                writer.Raw(character);
            }
            else
            {
                writer.Raw((string)(object)value!);
            }
        }
    }

    [Test]
    public void What_does_not_fit_is_refused()
    {
        FluentActions.Invoking(() => new AsciiWriter(new byte[2]).Raw("abc")).Should().ThrowExactly<ArgumentException>();
        FluentActions.Invoking(() => new AsciiWriter([]).Raw('a')).Should().ThrowExactly<ArgumentException>();
    }
}
