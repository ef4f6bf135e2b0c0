namespace ValetKey.Tests.Core.Scopes;

public sealed class KeyScopeLengthTests
{
    [TestCase("a", 1024)]
    [TestCase("é", 512)]
    [TestCase("日", 341)]
    [TestCase("😀", 256)]
    public void Name_of_up_to_1024_bytes_is_accepted_and_one_byte_more_refused(string character, int count)
    {
        string longest = string.Concat(Enumerable.Repeat(character, count));
        int padding = 1024 - (System.Text.Encoding.UTF8.GetByteCount(character) * count);

        KeyScope scope = KeyScope.ForObject("media", longest + new string('x', padding));
        Action tooLong = () => KeyScope.ForObject("media", longest + new string('x', padding + 1));

        scope.Name.Should().StartWith(longest);
        tooLong.Should().ThrowExactly<ArgumentException>().WithParameterName("name")
            .WithMessage("The name has 1025 bytes in UTF-8; the most is 1024*");
    }

    [Test]
    public void Prefix_has_the_same_limit_as_a_name()
    {
        KeyScope scope = KeyScope.ForPrefix("media", new string('a', 1023) + "/");
        Action tooLong = () => KeyScope.ForPrefix("media", new string('a', 1024) + "/");

        scope.Name.Should().HaveLength(1024);
        tooLong.Should().ThrowExactly<ArgumentException>().WithParameterName("prefix")
            .WithMessage("The prefix has 1025 bytes in UTF-8; the most is 1024*");
    }

    [Test]
    public void Container_of_up_to_255_characters_is_accepted_and_one_more_refused()
    {
        KeyScope scope = KeyScope.ForContainer(new string('c', 255));
        Action tooLong = () => KeyScope.ForContainer(new string('c', 256));

        scope.Container.Should().HaveLength(255);
        tooLong.Should().ThrowExactly<ArgumentException>().WithParameterName("container")
            .WithMessage("The container has 256 characters; the most is 255*");
    }

    [Test]
    public void Queue_of_up_to_255_characters_is_accepted_and_one_more_refused()
    {
        KeyScope scope = KeyScope.ForQueue(new string('q', 255));
        Action tooLong = () => KeyScope.ForQueue(new string('q', 256));

        scope.Container.Should().HaveLength(255);
        tooLong.Should().ThrowExactly<ArgumentException>().WithParameterName("name").WithMessage("The name has 256 characters; the most is 255*");
    }

    [Test]
    public void Part_has_a_number_from_1_to_10000()
    {
        KeyScope first = KeyScope.ForPart("c", "a", "u", 1);
        KeyScope last = KeyScope.ForPart("c", "a", "u", 10_000);
        Action tooLow = () => KeyScope.ForPart("c", "a", "u", 0);
        Action tooHigh = () => KeyScope.ForPart("c", "a", "u", 10_001);

        (first.PartNumber, last.PartNumber).Should().Be((1, 10_000));
        tooLow.Should().ThrowExactly<ArgumentOutOfRangeException>().WithParameterName("number");
        tooHigh.Should().ThrowExactly<ArgumentOutOfRangeException>().WithParameterName("number");
    }

    [Test]
    public void Version_of_up_to_1024_characters_is_accepted_and_one_more_refused()
    {
        KeyScope scope = KeyScope.ForObject("c", "a", new string('v', 1024));
        Action tooLong = () => KeyScope.ForObject("c", "a", new string('v', 1025));

        scope.VersionId.Should().HaveLength(1024);
        tooLong.Should().ThrowExactly<ArgumentException>().WithParameterName("versionId")
            .WithMessage("The versionId has 1025 characters; the most is 1024*");
    }
}
