namespace ValetKey.Tests.Core.Scopes;

public sealed class KeyScopeCoversTests
{
    private static readonly string[] Scopes =
    [
        "container:a", "container:b", "queue:a", "queue:b",
        "prefix:a/t1/", "prefix:a/t10/", "prefix:a/t1/x/", "prefix:b/t1/",
        "object:a/t1/f", "object:a/t1/f#v1", "object:a/t1/f#v2", "object:a/t10/f", "object:b/t1/f", "object:a/t1/", "object:a/T1/f", "object:a/t1",
    ];

    [TestCase(
        "container:a", "prefix:a/t1/", "prefix:a/t10/", "prefix:a/t1/x/",
        "object:a/t1/f", "object:a/t1/f#v1", "object:a/t1/f#v2", "object:a/t10/f", "object:a/t1/", "object:a/T1/f", "object:a/t1")]
    [TestCase("container:b", "prefix:b/t1/", "object:b/t1/f")]
    [TestCase("queue:a")]
    [TestCase("queue:b")]
    [TestCase("prefix:a/t1/", "prefix:a/t1/x/", "object:a/t1/f", "object:a/t1/f#v1", "object:a/t1/f#v2", "object:a/t1/")]
    [TestCase("prefix:a/t10/", "object:a/t10/f")]
    [TestCase("prefix:a/t1/x/")]
    [TestCase("prefix:b/t1/", "object:b/t1/f")]
    [TestCase("object:a/t1/f")]
    [TestCase("object:a/t1/f#v1")]
    [TestCase("object:a/t1/f#v2")]
    [TestCase("object:a/t10/f")]
    [TestCase("object:b/t1/f")]
    [TestCase("object:a/t1/")]
    [TestCase("object:a/T1/f")]
    [TestCase("object:a/t1")]
    public void Scope_covers_itself_and_exactly_these(string scope, params string[] others)
    {
        KeyScope covering = KeyScope.Parse(scope, null);

        IEnumerable<string> covered = Scopes.Where(other => covering.Covers(KeyScope.Parse(other, null)));

        covered.Should().BeEquivalentTo([scope, .. others]);
    }
}
