using CsCheck;

namespace ValetKey.Tests.Core.Scopes;

public sealed class KeyScopePropertyTests
{
    [Test]
    public void A_name_is_accepted_exactly_when_the_rules_say_so() => ScopeGen.AnyName.Sample(
        name =>
        {
            bool isAccepted = true;
            try
            {
                KeyScope.ForObject("c", name);
            }
            catch (ArgumentException)
            {
                isAccepted = false;
            }

            isAccepted.Should().Be(ScopeGen.IsName(name));
        },
        iter: 5_000);

    [Test]
    public void Parse_reads_back_what_ToString_writes() => Gen.Select(
        ScopeGen.Name.Where(name => !name.Contains('/', StringComparison.Ordinal)).Where(ScopeGen.IsName),
        ScopeGen.Name.Where(ScopeGen.IsName),
        ScopeGen.Name,
        Gen.Int[1, KeyScope.MaximumPartNumber]).Sample(
        (container, name, version, number) =>
        {
            KeyScope[] scopes =
            [
                KeyScope.ForContainer(container),
                KeyScope.ForQueue(container),
                KeyScope.ForObject(container, name),
                KeyScope.ForObject(container, name, version),
                KeyScope.ForPart(container, name, version, number),
                KeyScope.ForPrefix(container, name.EndsWith('/') ? name : name + "/"),
            ];

            foreach (KeyScope scope in scopes)
            {
                KeyScope.Parse(scope.ToString(), null).Should().Be(scope);
            }

            scopes.Select(scope => scope.ToString()).Should().OnlyHaveUniqueItems();
        },
        iter: 3_000);

    [Test]
    public void Garbage_throws_a_FormatException_or_is_what_ToString_would_write() => Gen.Select(
        Gen.OneOf("object:", "prefix:", "container:", "queue:", "object:c/", "prefix:c/", "part:c/", "part:c/a#1#", "OBJECT:", ""),
        ScopeGen.AnyName).Sample(
        (label, rest) =>
        {
            string text = label + rest;
            bool isScope = KeyScope.TryParse(text, null, out KeyScope? tried);

            if (isScope)
            {
                tried!.ToString().Should().Be(text);
                KeyScope.Parse(text, null).Should().Be(tried);
            }
            else
            {
                FluentActions.Invoking(() => KeyScope.Parse(text, null)).Should().ThrowExactly<FormatException>();
            }
        },
        iter: 5_000);
}
