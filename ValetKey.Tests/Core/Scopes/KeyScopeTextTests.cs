using ValetKey.Tests.Support;

namespace ValetKey.Tests.Core.Scopes;

[InForeignCultures]
public sealed class KeyScopeTextTests
{
    [Test]
    public void Text_of_each_kind_is_pinned()
    {
        KeyScope.ForObject("media", "a/b.txt").ToString().Should().Be("object:media/a/b.txt");
        KeyScope.ForObject("media", "a/b.txt", "v/1#x").ToString().Should().Be("object:media/a/b.txt#v/1#x");
        KeyScope.ForObject("media", "100%#1").ToString().Should().Be("object:media/100%25%231");
        KeyScope.ForPart("media", "100%#1", "u#2", 10).ToString().Should().Be("part:media/100%25%231#10#u#2");
        KeyScope.ForPrefix("media", "100%#1/").ToString().Should().Be("prefix:media/100%#1/");
        KeyScope.ForContainer("media#%").ToString().Should().Be("container:media#%");
        KeyScope.ForQueue("jobs").ToString().Should().Be("queue:jobs");
    }

    [TestCase("object:media/a/b.txt", ResourceKinds.Object, "media", "a/b.txt", null)]
    [TestCase("object:media/a%23b", ResourceKinds.Object, "media", "a#b", null)]
    [TestCase("object:media/a%2523b", ResourceKinds.Object, "media", "a%23b", null)]
    [TestCase("object:media/a%25b#v", ResourceKinds.ObjectVersion, "media", "a%b", "v")]
    [TestCase("object:media/a#v#w%", ResourceKinds.ObjectVersion, "media", "a", "v#w%")]
    [TestCase("object:a#b/c", ResourceKinds.Object, "a#b", "c", null)]
    [TestCase("object:c/prefix:x", ResourceKinds.Object, "c", "prefix:x", null)]
    [TestCase("part:media/a%23b#1#u#w%", ResourceKinds.Part, "media", "a#b", null)]
    [TestCase("prefix:media/a/", ResourceKinds.Prefix, "media", "a/", null)]
    [TestCase("prefix:media/a%23/", ResourceKinds.Prefix, "media", "a%23/", null)]
    [TestCase("container:media", ResourceKinds.Container, "media", "", null)]
    [TestCase("queue:jobs", ResourceKinds.Queue, "jobs", "", null)]
    public void Text_is_read(string text, ResourceKinds kind, string container, string name, string? version)
    {
        KeyScope scope = KeyScope.Parse(text, null);

        (scope.Kind, scope.Container, scope.Name, scope.VersionId).Should().Be((kind, container, name, version));
        scope.ToString().Should().Be(text);
        KeyScope.TryParse(text, null, out KeyScope? tried).Should().BeTrue();
        tried.Should().Be(scope);
    }

    [Test]
    public void A_number_with_NUL_behind_it_is_none() => KeyScope.TryParse("part:media/a#7\0#u", null, out _).Should().BeFalse();

    [TestCase("", "Write object:container/name")]
    [TestCase("media", "Write object:container/name")]
    [TestCase("Object:media/a", "Write object:container/name")]
    [TestCase(" object:media/a", "Write object:container/name")]
    [TestCase("object:", "Write object:container/name")]
    [TestCase("object:media", "Write object:container/name")]
    [TestCase("blob:media/a", "Write object:container/name")]
    [TestCase("object:media/", "The name is empty")]
    [TestCase("object:/a", "The container is empty")]
    [TestCase("object:media//a", "The name begins with '/'")]
    [TestCase("object:media/a#", "The versionId is empty")]
    [TestCase("object:media/#v", "The name is empty")]
    [TestCase("object:media/a%b", "% is written %25")]
    [TestCase("object:media/a%2", "% is written %25")]
    [TestCase("object:media/a%20b", "% is written %25")]
    [TestCase("object:media/a%2fb", "% is written %25")]
    [TestCase("object:media/..", "has the segment '..'")]
    [TestCase("object:../a", "The container is '..'")]
    [TestCase("part:media/a", "Write object:container/name")]
    [TestCase("part:media/a#1", "Write object:container/name")]
    [TestCase("part:media/a#x#u", "Write object:container/name")]
    [TestCase("part:media/a#01#u", "Write object:container/name")]
    [TestCase("part:media/a#+1#u", "Write object:container/name")]
    [TestCase("part:media/a#-1#u", "Write object:container/name")]
    [TestCase("part:media/a#99999999999#u", "Write object:container/name")]
    [TestCase("part:media/a#10001#u", "10001")]
    [TestCase("part:media/a#1#", "The uploadId is empty")]
    [TestCase("prefix:media", "Write object:container/name")]
    [TestCase("prefix:media/", "The prefix is empty")]
    [TestCase("prefix:media/a", "does not end in '/'")]
    [TestCase("container:", "The container is empty")]
    [TestCase("container:a/b", "contains '/'")]
    [TestCase("queue:", "The name is empty")]
    [TestCase("queue:a/b", "contains '/'")]
    public void Garbage_is_refused_with_its_fault(string text, string fault)
    {
        Action parse = () => KeyScope.Parse(text, null);

        parse.Should().ThrowExactly<FormatException>().WithMessage($"'{text}' is not a scope.*{fault}*");
        KeyScope.TryParse(text, null, out KeyScope? scope).Should().BeFalse();
        scope.Should().BeNull();
    }

    [Test]
    public void Null_is_not_a_scope() => KeyScope.TryParse(null, null, out _).Should().BeFalse();
}
