using System.Reflection;

namespace ValetKey.Tests.Core.Scopes;

public sealed class KeyScopeTests
{
    [Test]
    public void Factories_give_the_kind_and_the_names()
    {
        KeyScope scope = KeyScope.ForObject("media", "a/b.txt");
        KeyScope version = KeyScope.ForObject("media", "a/b.txt", "v1");
        KeyScope prefix = KeyScope.ForPrefix("media", "a/");
        KeyScope container = KeyScope.ForContainer("media");
        KeyScope queue = KeyScope.ForQueue("jobs");
        KeyScope part = KeyScope.ForPart("media", "a/b.txt", "u1", 3);

        (scope.Kind, scope.Container, scope.Name, scope.VersionId).Should().Be((ResourceKinds.Object, "media", "a/b.txt", null));
        (version.Kind, version.Container, version.Name, version.VersionId).Should().Be((ResourceKinds.ObjectVersion, "media", "a/b.txt", "v1"));
        (prefix.Kind, prefix.Container, prefix.Name, prefix.VersionId).Should().Be((ResourceKinds.Prefix, "media", "a/", null));
        (container.Kind, container.Container, container.Name, container.VersionId).Should().Be((ResourceKinds.Container, "media", "", null));
        (queue.Kind, queue.Container, queue.Name, queue.VersionId).Should().Be((ResourceKinds.Queue, "jobs", "", null));
        (part.Kind, part.Container, part.Name, part.VersionId, part.UploadId, part.PartNumber)
            .Should().Be((ResourceKinds.Part, "media", "a/b.txt", null, "u1", 3));
        new[] { scope, version, prefix, container, queue }.Should().OnlyContain(other => other.UploadId == null && other.PartNumber == 0);
    }

    [TestCase("a b")]
    [TestCase(" ")]
    [TestCase("a//b")]
    [TestCase("a/")]
    [TestCase("...")]
    [TestCase("a/.hidden")]
    [TestCase("a/..b")]
    [TestCase("%2e%2e/x")]
    [TestCase("?x=1&y#z")]
    [TestCase("日本/語.txt")]
    [TestCase("😀")]
    [TestCase("e\u0301")]
    [TestCase("~")]
    public void Odd_but_harmless_name_is_kept_as_it_is(string name) =>
        KeyScope.ForObject("media", name).Name.Should().Be(name);

    [Test]
    public void Nothing_outside_the_factories_can_make_or_change_a_scope()
    {
        typeof(KeyScope).GetConstructors().Should().BeEmpty();
        typeof(KeyScope).GetProperties(BindingFlags.Public | BindingFlags.Instance).Should().OnlyContain(
            property => property.SetMethod == null, "a setter would let `with` break the rules");
    }

    [Test]
    public void Scopes_are_equal_by_value()
    {
        KeyScope.ForObject("c", "a").Should().Be(KeyScope.ForObject("c", "a"));
        KeyScope.ForObject("c", "a").GetHashCode().Should().Be(KeyScope.ForObject("c", "a").GetHashCode());
        KeyScope.ForObject("c", "a").Should().NotBe(KeyScope.ForObject("c", "A"));
        KeyScope.ForObject("c", "a").Should().NotBe(KeyScope.ForObject("c", "a", "v"));
        KeyScope.ForContainer("c").Should().NotBe(KeyScope.ForQueue("c"));
        KeyScope.ForPart("c", "a", "u", 1).Should().Be(KeyScope.ForPart("c", "a", "u", 1)).And.NotBe(KeyScope.ForObject("c", "a"));
        KeyScope.ForPart("c", "a", "u", 1).Should().NotBe(KeyScope.ForPart("c", "a", "u", 2)).And.NotBe(KeyScope.ForPart("c", "a", "v", 1));
        KeyScope.ForObject("c", "a/").Should().NotBe(KeyScope.ForPrefix("c", "a/"));
    }

    [Test]
    public void Composed_and_decomposed_letters_are_different_names()
    {
        KeyScope composed = KeyScope.ForObject("c", "\u00e9");
        KeyScope decomposed = KeyScope.ForObject("c", "e\u0301");

        composed.Should().NotBe(decomposed);
        composed.Covers(decomposed).Should().BeFalse();
    }
}
