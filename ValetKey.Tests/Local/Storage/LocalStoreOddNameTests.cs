using System.Text;
using ValetKey.Local.Storage;

namespace ValetKey.Tests.Local.Storage;

public sealed class LocalStoreOddNameTests : StoreTest
{
    private static readonly string[] Names =
    [
        " ", ".", "..", "../../etc/passwd", "/rooted", "a//b", "a/", "C:\\x", "nul", "con.txt", "100%",
        "%2F", "_", "'", "\"", "a'; DROP TABLE objects; --", "?1",
        "ä", "a\u0308", "日本語", "🔑", "\u0001", "a\0b", "\U0010FFFF", "\uFEFF", "\u007F",
        "A", "a", "line\nbreak", new string('x', 1024), string.Concat(Enumerable.Repeat("🔑", 256)),
    ];

    [TestCaseSource(nameof(Names))]
    public async Task Any_name_comes_back_as_it_was(string name)
    {
        await Put(Replace(name), "text");

        Store.Find(Container, name)!.Name.Should().Be(name);
        Content(name).Should().Be("text");
        Store.List(Container, name, null, null, 10).Objects.Single().Name.Should().Be(name);
        (await Store.DeleteAsync(new(Container, name), default)).Should().Be(DeleteOutcome.Deleted);
    }

    [Test]
    public async Task No_name_is_taken_for_another()
    {
        foreach (string name in Names)
        {
            (await Put(Create(name), name)).Outcome.Should().Be(PutOutcome.Created);
        }

        Names.Should().OnlyContain(name => Content(name) == name);
    }

    [Test]
    public async Task No_name_becomes_part_of_a_path()
    {
        await Put(Replace("../../escape") with { Container = "../up" }, "text");

        ContentFiles().Select(Path.GetFileName).Should().ContainSingle().Which.Should().MatchRegex("^[0-9a-f]{32}$");
        Store.Find("../up", "../../escape").Should().NotBeNull();
    }

    [Test]
    public void A_lone_surrogate_is_refused_as_it_has_no_bytes()
    {
        Func<ObjectInfo?> finding = () => Store.Find(Container, "a\uD800");

        finding.Should().Throw<EncoderFallbackException>();
    }

    [Test]
    public void An_empty_name_is_refused()
    {
        Func<ObjectInfo?> finding = () => Store.Find(Container, "");

        finding.Should().Throw<ArgumentException>();
    }
}
