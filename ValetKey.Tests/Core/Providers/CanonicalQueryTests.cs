using CsCheck;
using ValetKey.Providers;

namespace ValetKey.Tests.Core.Providers;

public sealed class CanonicalQueryTests
{
    private static readonly Gen<string> Text = Gen.OneOf("a", "A", "-", "_", "~", ".", "0", " ", "/", "=", "&", "%", "é", "Z", "日", "😀", "")
        .Array[0, 3].Select(string.Concat);

    // The first three are the AWS documentation's own: "Create a canonical request", and the S3 examples get-bucket-lifecycle and list.
    [TestCase("Action=ListUsers&Version=2010-05-08", "Action", "ListUsers", "Version", "2010-05-08")]
    [TestCase("lifecycle=", "lifecycle", "")]
    [TestCase("max-keys=2&prefix=J", "prefix", "J", "max-keys", "2")]
    [TestCase(
        "X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-SignedHeaders=host",
        "X-Amz-SignedHeaders", "host", "X-Amz-Credential", "AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request")]
    [TestCase("Param1=value1&Param1=value2", "Param1", "value2", "Param1", "value1")]
    [TestCase("%C3%A9=1&a=2", "a", "2", "é", "1")]
    [TestCase("A=1&B=2&a=3&b=4", "b", "4", "a", "3", "B", "2", "A", "1")]
    [TestCase("a=%C3%A9&a=z", "a", "z", "a", "é")]
    [TestCase("a=1&a-b=2", "a-b", "2", "a", "1")]
    [TestCase("-=1&.=2&0=3&A=4&_=5&a=6&~=7", "~", "7", "a", "6", "_", "5", "A", "4", "0", "3", ".", "2", "-", "1")]
    [TestCase("%EF%BF%BF=2&%F0%9F%98%80=1", "😀", "1", "\uffff", "2")]
    [TestCase("=")]
    public void Query_is_sorted_by_encoded_name_then_value(string expected, params string[] namesAndValues)
    {
        if (namesAndValues.Length == 0)
        {
            namesAndValues = ["", ""];
        }

        KeyValuePair<string, string>[] parameters = [.. namesAndValues.Chunk(2).Select(pair => KeyValuePair.Create(pair[0], pair[1]))];

        CanonicalQuery.Create(parameters).Should().Be(expected);
    }

    [Test]
    public void No_parameters_give_an_empty_query() => CanonicalQuery.Create([]).Should().BeEmpty();

    [Test]
    public void Any_query_is_as_a_naive_model_has_it_whatever_the_order() => Gen.Select(Text, Text).Array[1, 6].Sample(
        pairs =>
        {
            (string Name, string Value)[] encoded = [.. pairs.Select(pair => (Uri.EscapeDataString(pair.Item1), Uri.EscapeDataString(pair.Item2)))];
            Array.Sort(encoded, (one, other) =>
                string.CompareOrdinal(one.Name, other.Name) is var byName and not 0 ? byName : string.CompareOrdinal(one.Value, other.Value));
            string expected = string.Join('&', encoded.Select(pair => $"{pair.Name}={pair.Value}"));
            KeyValuePair<string, string>[] parameters = [.. pairs.Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2))];

            CanonicalQuery.Create(parameters).Should().Be(expected);
            CanonicalQuery.Create(parameters.Reverse()).Should().Be(expected);
        },
        iter: 2_000);

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(5)]
    public void Lone_surrogate_is_refused_among_any_number_of_parameters(int count)
    {
        KeyValuePair<string, string>[] parameters =
            [.. Enumerable.Range(0, count).Select(i => KeyValuePair.Create($"n{i}" + (i == count - 1 ? "\ud800" : ""), "v"))];

        FluentActions.Invoking(() => CanonicalQuery.Create(parameters)).Should().ThrowExactly<ArgumentException>();
    }
}
