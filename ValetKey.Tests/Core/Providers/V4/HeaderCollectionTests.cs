using System.Text;
using ValetKey.Providers;

namespace ValetKey.Tests.Core.Providers.V4;

public sealed class HeaderCollectionTests
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
        LinesOf(new() { { name, value } }).Replace("host:h\n", "").Should().Be(line);

    [Test]
    public void The_host_takes_its_place_among_the_others()
    {
        HeaderCollection headers = new() { { "X-Goog-Date", "2" }, { "Content-Type", "text/plain" }, { "hosts", "1" } };

        LinesOf(headers).Should().Be("content-type:text/plain\nhost:h\nhosts:1\nx-goog-date:2\n");
        NamesOf(headers, isEncoded: false).Should().Be("content-type;host;hosts;x-goog-date");
        NamesOf(headers, isEncoded: true).Should().Be("content-type%3Bhost%3Bhosts%3Bx-goog-date");
    }

    [Test]
    public void Without_headers_there_is_the_host() =>
        (LinesOf(HeaderCollection.None), NamesOf([], isEncoded: true)).Should().Be(("host:h\n", "host"));

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(9)]
    public void There_may_be_more_than_are_expected_in_any_order_and_case(int capacity)
    {
        HeaderCollection headers = new(capacity) { { "x-Meta-b", "3" }, { "X-mEta-B-c", "4" }, { "x-meta-A", "2" }, { "Accept", "1" } };

        headers.Should().HaveCount(4);
        NamesOf(headers, isEncoded: false).Should().Be("accept;host;x-meta-a;x-meta-b;x-meta-b-c");
        FluentActions.Invoking(() => headers.Add("X-META-B", "5")).Should().ThrowExactly<ArgumentException>();
    }

    [Test]
    public void Fewer_than_none_cannot_be_expected() =>
        FluentActions.Invoking(() => new HeaderCollection(-1)).Should().ThrowExactly<ArgumentOutOfRangeException>();

    [Test]
    public void Names_are_encoded_in_a_query_and_nowhere_else()
    {
        HeaderCollection headers = new() { { "Header/Name+x", "1" }, { "x-meta-a!b", "2" } };

        NamesOf(headers, isEncoded: true).Should().Be("header%2Fname%2Bx%3Bhost%3Bx-meta-a%21b");
        NamesOf(headers, isEncoded: false).Should().Be("header/name+x;host;x-meta-a!b");
    }

    [TestCase("a", "A")]
    [TestCase("x-a", "b", "X-A")]
    [TestCase("host")]
    [TestCase("a", "Host")]
    public void A_header_that_is_there_twice_or_the_host_is_refused(params string[] names)
    {
        HeaderCollection headers = [];
        foreach (string name in names[..^1])
        {
            headers.Add(name, "1");
        }

        FluentActions.Invoking(() => headers.Add(names[^1], "1")).Should().Throw<ArgumentException>().WithMessage($"*'{names[^1]}'*");
        headers.Should().HaveCount(names.Length - 1);
    }

    [Test]
    public void Headers_sort_themselves_by_names_in_lower_case([Range(1, 20)] int seed)
    {
        string[] sorted = ["A", "a-b", "content-md5", "Content-Type", "if-none-match", "x-_", "X-a", "x-B", "x-b-c"];
        string[] names = [.. sorted];
        new Random(seed).Shuffle(names);

        HeaderCollection headers = [];
        foreach (string name in names)
        {
            headers.Add(name, $"of {name}");
        }

        headers.Keys.Should().Equal(sorted);
        headers.Values.Should().Equal(sorted.Select(name => $"of {name}"));
        headers["X-B"].Should().Be("of x-B", "a header's name has no case");
        NamesOf(headers, isEncoded: false).Should().Be("a;a-b;content-md5;content-type;host;if-none-match;x-_;x-a;x-b;x-b-c");
    }

    [Test]
    public void A_header_that_is_not_there_is_not_found()
    {
        HeaderCollection headers = new() { { "a", "1" } };

        headers.ContainsKey("b").Should().BeFalse();
        FluentActions.Invoking(() => headers["b"]).Should().ThrowExactly<KeyNotFoundException>().WithMessage("*'b'*");
    }

    [Test]
    public void To_the_headers_that_all_requests_share_none_can_be_added()
    {
        FluentActions.Invoking(() => HeaderCollection.None.Add("a", "1")).Should().ThrowExactly<InvalidOperationException>();
        HeaderCollection.None.Should().BeEmpty();
    }

    [TestCase("x-storage-class", "Ř")]
    [TestCase("x-storage-class", "a  Ř")]
    [TestCase("x-Ř", "a")]
    public void A_header_outside_ascii_is_refused_and_not_signed_as_another(string name, string value) =>
        FluentActions.Invoking(() => LinesOf(new() { { name, value } })).Should().ThrowExactly<ArgumentException>().WithMessage("*ASCII*");

    private static string LinesOf(HeaderCollection headers)
    {
        AsciiWriter writer = new(new byte[512]);
        headers.WriteLines(ref writer, "h"u8);
        return Encoding.ASCII.GetString(writer.Written);
    }

    private static string NamesOf(HeaderCollection headers, bool isEncoded)
    {
        AsciiWriter writer = new(new byte[512]);
        headers.WriteNames(ref writer, isEncoded);
        return Encoding.ASCII.GetString(writer.Written);
    }
}
