namespace ValetKey.Tests.Core.Scopes;

public sealed class KeyScopeRefusalTests
{
    [TestCase("", "is empty")]
    [TestCase("a/b", "contains '/'")]
    [TestCase("/", "contains '/'")]
    [TestCase(".", "is '.'")]
    [TestCase("..", "is '..'")]
    [TestCase("a\\b", "has a backslash at position 1")]
    [TestCase("tab\there", "has the control character U+0009 at position 3")]
    [TestCase("nul\0", "has the control character U+0000 at position 3")]
    [TestCase("line\r\n", "has the control character U+000D at position 4")]
    [TestCase("del\u007f", "has the control character U+007F at position 3")]
    [TestCase("é\u0085", "has the control character U+0085 at position 1")]
    public void Bad_container_is_refused_with_argument_and_fault(string container, string fault)
    {
        (Action Make, string Argument)[] factories =
        [
            (() => KeyScope.ForContainer(container), "container"),
            (() => KeyScope.ForObject(container, "name"), "container"),
            (() => KeyScope.ForPrefix(container, "p/"), "container"),
            (() => KeyScope.ForPart(container, "name", "u", 1), "container"),
            (() => KeyScope.ForQueue(container), "name"),
        ];

        foreach ((Action make, string argument) in factories)
        {
            make.Should().ThrowExactly<ArgumentException>().WithParameterName(argument).WithMessage($"The {argument} {fault}*");
        }
    }

    [TestCase("", "is empty")]
    [TestCase("/a", "begins with '/'; names are relative to their container")]
    [TestCase("/", "begins with '/'")]
    [TestCase(".", "has the segment '.'")]
    [TestCase("..", "has the segment '..'")]
    [TestCase("a/../b", "has the segment '..'")]
    [TestCase("a/./b", "has the segment '.'")]
    [TestCase("a/..", "has the segment '..'")]
    [TestCase("../", "has the segment '..'")]
    [TestCase("a\\..\\b", "has a backslash at position 1")]
    [TestCase("\\", "has a backslash at position 0")]
    [TestCase("a\nb", "has the control character U+000A at position 1")]
    [TestCase("é\u001b", "has the control character U+001B at position 1")]
    [TestCase("😀\0", "has the control character U+0000 at position 2")]
    [TestCase("a\u009f", "has the control character U+009F at position 1")]
    public void Bad_object_name_is_refused_with_argument_and_fault(string text, string fault)
    {
        Action make = () => KeyScope.ForObject("media", text);
        Action makeVersion = () => KeyScope.ForObject("media", text, "v1");

        make.Should().ThrowExactly<ArgumentException>().WithParameterName("name").WithMessage($"The name {fault}*");
        FluentActions.Invoking(() => KeyScope.ForPart("media", text, "u", 1)).Should().ThrowExactly<ArgumentException>().WithParameterName("name");
        makeVersion.Should().ThrowExactly<ArgumentException>().WithParameterName("name").WithMessage($"The name {fault}*");
    }

    [TestCase("", "is empty")]
    [TestCase("tenant1", "'tenant1' does not end in '/', so it would open its neighbours")]
    [TestCase("/tenant1/", "begins with '/'")]
    [TestCase("a/../", "has the segment '..'")]
    [TestCase("a\\/", "has a backslash at position 1")]
    [TestCase("a\u0001/", "has the control character U+0001 at position 1")]
    public void Bad_prefix_is_refused_with_argument_and_fault(string text, string fault)
    {
        Action make = () => KeyScope.ForPrefix("media", text);

        make.Should().ThrowExactly<ArgumentException>().WithParameterName("prefix").WithMessage($"The prefix {fault}*");
    }

    [TestCase("", "is empty")]
    [TestCase("v\n", "has the control character U+000A at position 1")]
    [TestCase("v\\", "has a backslash at position 1")]
    public void Bad_version_is_refused_with_argument_and_fault(string version, string fault)
    {
        Action make = () => KeyScope.ForObject("media", "a", version);

        make.Should().ThrowExactly<ArgumentException>().WithParameterName("versionId").WithMessage($"The versionId {fault}*");
        FluentActions.Invoking(() => KeyScope.ForPart("media", "a", version, 1)).Should().ThrowExactly<ArgumentException>()
            .WithParameterName("uploadId").WithMessage($"The uploadId {fault}*");
    }

    // Attributes are stored as UTF-8, which has no lone surrogates: they are put together here.
    [TestCase(0xD800, "")]
    [TestCase(0xDBFF, "x")]
    [TestCase(0xDC00, "")]
    [TestCase(0xDFFF, "x")]
    [TestCase(0xD83D, "\ue000")]
    public void Lone_surrogate_is_refused_with_its_position(int surrogate, string behind)
    {
        string name = "ab" + (char)surrogate + behind;

        Action make = () => KeyScope.ForObject("media", name);

        make.Should().ThrowExactly<ArgumentException>().WithParameterName("name").WithMessage("The name has a lone surrogate at position 2*");
    }

    [Test]
    public void Swapped_surrogate_pair_is_refused()
    {
        Action make = () => KeyScope.ForObject("media", "\udc00\ud800");

        make.Should().ThrowExactly<ArgumentException>().WithMessage("The name has a lone surrogate at position 0*");
    }

    [Test]
    public void Null_names_are_refused_as_null()
    {
        FluentActions.Invoking(() => KeyScope.ForContainer(null!)).Should().Throw<ArgumentNullException>().WithParameterName("container");
        FluentActions.Invoking(() => KeyScope.ForObject(null!, "a")).Should().Throw<ArgumentNullException>().WithParameterName("container");
        FluentActions.Invoking(() => KeyScope.ForObject("c", null!)).Should().Throw<ArgumentNullException>().WithParameterName("name");
        FluentActions.Invoking(() => KeyScope.ForPrefix("c", null!)).Should().Throw<ArgumentNullException>().WithParameterName("prefix");
        FluentActions.Invoking(() => KeyScope.ForQueue(null!)).Should().Throw<ArgumentNullException>().WithParameterName("name");
        FluentActions.Invoking(() => KeyScope.Parse(null!, null)).Should().Throw<ArgumentNullException>().WithParameterName("s");
        FluentActions.Invoking(() => KeyScope.ForContainer("c").Covers(null!)).Should().Throw<ArgumentNullException>().WithParameterName("other");
    }
}
