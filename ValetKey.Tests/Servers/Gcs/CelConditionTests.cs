namespace ValetKey.Tests.Servers.Gcs;

/// <summary>The conditions that Google's documentation of access boundaries shows, and what a careless reader of them would let through.</summary>
internal sealed class CelConditionTests
{
    private const string Customer = "resource.name.startsWith('projects/_/buckets/example-bucket/objects/customer-a')";
    private const string List = "api.getAttribute('storage.googleapis.com/objectListPrefix', '').startsWith('customer-a')";

    [TestCase(Customer, "projects/_/buckets/example-bucket/objects/customer-a/x", null, true)]
    [TestCase(Customer, "projects/_/buckets/example-bucket/objects/customer-b", null, false)]
    [TestCase(Customer, "projects/_/buckets/example-bucket", "customer-a", false)]
    [TestCase(List, "projects/_/buckets/example-bucket", "customer-a/", true)]
    [TestCase(List, "projects/_/buckets/example-bucket", "customer", false)]
    [TestCase(List, "projects/_/buckets/example-bucket/objects/customer-a", null, false)]
    [TestCase(Customer + " || " + List, "projects/_/buckets/example-bucket", "customer-a", true)]
    [TestCase(Customer + " && " + List, "projects/_/buckets/example-bucket", "customer-a", false)]
    [TestCase("!(" + List + ")", "projects/_/buckets/example-bucket", "customer-b", true)]
    [TestCase("""resource.name == "it's" && 'a\'b\\' != 'a'""", "it's", null, true)]
    [TestCase("'a' == 'b' || 'a' == 'b' && 'a' == 'a'", "", null, false)]
    public void Condition_is_read_as_documented(string condition, string resource, string? prefix, bool expected) =>
        CelCondition.IsTrue(condition, resource, AttributesOf(prefix)).Should().Be(expected);

    [TestCase("true")]
    [TestCase("resource.name")]
    [TestCase("resource.type == 'storage.googleapis.com/Object'")]
    [TestCase("resource.name.endsWith('x')")]
    [TestCase("resource.name == 'a' 'b'")]
    [TestCase("resource.name == 'a")]
    [TestCase("""resource.name == '\q'""")]
    public void Anything_else_is_an_error(string condition)
    {
        Action act = () => CelCondition.IsTrue(condition, "a", AttributesOf(null));

        act.Should().Throw<FormatException>();
    }

    private static Dictionary<string, string> AttributesOf(string? prefix) =>
        prefix is null ? [] : new() { ["storage.googleapis.com/objectListPrefix"] = prefix };
}
