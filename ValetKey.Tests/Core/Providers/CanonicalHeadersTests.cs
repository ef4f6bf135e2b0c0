using System.Text;
using ValetKey.Providers;

namespace ValetKey.Tests.Core.Providers;

public sealed class CanonicalHeadersTests
{
    // The AWS documentation's own example, "Create a canonical request", and the values of Google's V4 conformance suite.
    [TestCase("my-header1", "    a   b   c  ", "my-header1:a b c\n")]
    [TestCase("My-Header2", "    \"a   b   c\"  ", "my-header2:\"a b c\"\n")]
    [TestCase("tabs", "\tabc\t\t\t\tdef\t", "tabs:abc def\n")]
    [TestCase("multiple", " xyz ,  abc, def  , xyz   ", "multiple:xyz , abc, def , xyz\n")]
    [TestCase("mixed", "a \t b", "mixed:a b\n")]
    [TestCase("empty", "", "empty:\n")]
    [TestCase("blank", " \t ", "blank:\n")]
    public void Values_are_trimmed_and_runs_of_spaces_made_one(string name, string value, string line) =>
        LinesOf(new() { [name] = value }).Replace("host:h\n", "").Should().Be(line);

    [Test]
    public void The_host_takes_its_place_among_the_others()
    {
        OrderedDictionary<string, string> headers = new() { ["Content-Type"] = "text/plain", ["hosts"] = "1", ["X-Goog-Date"] = "2" };

        LinesOf(headers).Should().Be("content-type:text/plain\nhost:h\nhosts:1\nx-goog-date:2\n");
        NamesOf(headers, isEncoded: false).Should().Be("content-type;host;hosts;x-goog-date");
        NamesOf(headers, isEncoded: true).Should().Be("content-type%3Bhost%3Bhosts%3Bx-goog-date");
    }

    [Test]
    public void Without_headers_there_is_the_host() => (LinesOf([]), NamesOf([], isEncoded: true)).Should().Be(("host:h\n", "host"));

    [Test]
    public void Names_are_encoded_in_a_query_and_nowhere_else()
    {
        OrderedDictionary<string, string> headers = new() { ["Header/Name+x"] = "1", ["x-meta-a!b"] = "2" };

        NamesOf(headers, isEncoded: true).Should().Be("header%2Fname%2Bx%3Bhost%3Bx-meta-a%21b");
        NamesOf(headers, isEncoded: false).Should().Be("header/name+x;host;x-meta-a!b");
    }

    [TestCase("b", "a")]
    [TestCase("a", "A")]
    [TestCase("host")]
    [TestCase("a", "Host")]
    [TestCase("x-a", "x-_")]
    public void Headers_out_of_order_are_refused(params string[] names)
    {
        OrderedDictionary<string, string> headers = [];
        foreach (string name in names)
        {
            headers.Add(name, "1");
        }

        FluentActions.Invoking(() => new CanonicalHeaders(headers)).Should().Throw<ArgumentException>().WithMessage($"*'{names[^1]}'*");
    }

    [Test]
    public void An_underscore_comes_before_the_letters() =>
        NamesOf(new() { ["X-_"] = "1", ["X-A"] = "2" }, isEncoded: false).Should().Be("host;x-_;x-a");

    [TestCase("x-storage-class", "Ř")]
    [TestCase("x-storage-class", "a  Ř")]
    [TestCase("x-Ř", "a")]
    public void A_header_outside_ascii_is_refused_and_not_signed_as_another(string name, string value) =>
        FluentActions.Invoking(() => LinesOf(new() { [name] = value })).Should().ThrowExactly<ArgumentException>().WithMessage("*ASCII*");

    private static string LinesOf(OrderedDictionary<string, string> headers)
    {
        AsciiWriter writer = new(new byte[512]);
        new CanonicalHeaders(headers).WriteLines(ref writer, "h"u8);
        return Encoding.ASCII.GetString(writer.Written);
    }

    private static string NamesOf(OrderedDictionary<string, string> headers, bool isEncoded)
    {
        AsciiWriter writer = new(new byte[512]);
        CanonicalHeaders canonical = new(headers);
        if (isEncoded)
        {
            canonical.WriteEncodedNames(ref writer);
        }
        else
        {
            canonical.WriteNames(ref writer);
        }

        return Encoding.ASCII.GetString(writer.Written);
    }
}
