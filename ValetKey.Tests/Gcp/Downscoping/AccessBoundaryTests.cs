using System.Text.Json;
using CsCheck;
using ValetKey.Gcp.Downscoping;
using ValetKey.Providers;

namespace ValetKey.Tests.Gcp.Downscoping;

/// <summary>Boundaries, letter by letter: a letter more may be a door.</summary>
public sealed class AccessBoundaryTests
{
    private const string Objects = "resource.name.startsWith('projects/_/buckets/pictures/objects/42/')";
    private const string Listing = "api.getAttribute('storage.googleapis.com/objectListPrefix', '').startsWith('42/')";

    private static readonly KeyScope Prefix = KeyScope.ForPrefix("pictures", "42/");

    [TestCase(Permissions.Read, "legacyObjectReader")]
    [TestCase(Permissions.Read | Permissions.ReadProperties, "legacyObjectReader")]
    [TestCase(Permissions.Create, "objectCreator")]
    [TestCase(Permissions.Read | Permissions.Create, "legacyObjectReader", "objectCreator")]
    [TestCase(Permissions.Write | Permissions.Delete, "legacyBucketWriter")]
    [TestCase(Permissions.Create | Permissions.Write | Permissions.Delete, "legacyBucketWriter")]
    [TestCase(Permissions.Read | Permissions.Write | Permissions.Delete, "legacyObjectReader", "legacyBucketWriter")]
    public void Permissions_on_objects_are_roles_under_the_objects_names(Permissions permissions, params string[] roles) =>
        RulesOf(Prefix, permissions).Should().Equal(new Rule(Resource("pictures"), Roles(roles), Objects));

    [Test]
    public void Listing_is_bound_to_the_prefix_that_is_listed_and_opens_no_object() =>
        RulesOf(Prefix, Permissions.List).Should().Equal(new Rule(Resource("pictures"), Roles("objectViewer"), Listing));

    [Test]
    public void Combined_permissions_are_two_rules_at_most() =>
        RulesOf(Prefix, Permissions.Read | Permissions.ReadProperties | Permissions.Create | Permissions.Write | Permissions.Delete
            | Permissions.List).Should().Equal(
            new Rule(Resource("pictures"), Roles("legacyObjectReader", "legacyBucketWriter"), Objects),
            new Rule(Resource("pictures"), Roles("objectViewer"), Listing));

    [Test]
    public void A_container_opens_all_of_its_objects_and_lists_by_the_buckets_name() =>
        RulesOf(KeyScope.ForContainer("pictures"), Permissions.Read | Permissions.List).Should().Equal(
            new Rule(Resource("pictures"), Roles("legacyObjectReader"), "resource.name.startsWith('projects/_/buckets/pictures/objects/')"),
            new Rule(Resource("pictures"), Roles("objectViewer"), "resource.name == 'projects/_/buckets/pictures'"));

    [Test]
    public void The_bucket_is_named_and_not_the_container() =>
        RulesOf(KeyScope.ForPrefix("photos", "42/"), Permissions.Read, "pictures")
            .Should().Equal(new Rule(Resource("pictures"), Roles("legacyObjectReader"), Objects));

    [TestCase("it's/", @"'it\'s/'")]
    [TestCase("') || true || ('/", @"'\') || true || (\'/'")]
    [TestCase("\"a\"/", "'\"a\"/'")]
    [TestCase("日本/🗝️/", "'日本/🗝️/'")]
    [TestCase("a b+c&d=e/", "'a b+c&d=e/'")]
    [TestCase("${x}/{name}/", "'${x}/{name}/'")]
    public void A_name_cannot_end_the_literal_that_it_stands_in(string prefix, string literal)
    {
        List<Rule> rules = RulesOf(KeyScope.ForPrefix("pictures", prefix), Permissions.Read | Permissions.List);

        rules[0].Condition.Should().Be($"resource.name.startsWith('projects/_/buckets/pictures/objects/{literal[1..]})");
        rules[1].Condition.Should().Be($"api.getAttribute('storage.googleapis.com/objectListPrefix', '').startsWith({literal})");
    }

    [Test]
    public void A_literal_reads_back_as_the_text() =>
        Gen.Char["ab'\\\"\n/ü"].Array[0, 12].Select(characters => new string(characters)).Sample(text => ReadBack(Cel.Literal(text)) == text);

    [Test]
    public void A_percent_sign_is_refused_since_nobody_says_how_it_is_compared()
    {
        ValetKeyException fault = FaultOf(KeyScope.ForPrefix("pictures", "a%20b/"));

        fault.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
        fault.Message.Should().Contain("percent sign");
    }

    [Test]
    public void A_condition_longer_than_the_service_takes_is_refused()
    {
        ValetKeyException fault = FaultOf(KeyScope.ForPrefix("pictures", new string('\'', 1023) + "/"));

        fault.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
        fault.Message.Should().Contain("2048");
    }

    [Test]
    public void The_longest_plain_name_fits() =>
        RulesOf(KeyScope.ForPrefix("pictures", new string('a', 1023) + "/"), Permissions.Read | Permissions.List).Should().HaveCount(2);

    [Test]
    public void The_json_has_no_field_that_the_service_does_not_know()
    {
        using JsonDocument json = JsonDocument.Parse(AccessBoundary.Write(Grant(Prefix, Permissions.Read), "pictures"));

        json.RootElement.EnumerateObject().Select(field => field.Name).Should().Equal("accessBoundary");
        JsonElement boundary = json.RootElement.GetProperty("accessBoundary");
        boundary.EnumerateObject().Select(field => field.Name).Should().Equal("accessBoundaryRules");
        JsonElement rule = boundary.GetProperty("accessBoundaryRules").EnumerateArray().Single();
        rule.EnumerateObject().Select(field => field.Name).Should().Equal("availablePermissions", "availableResource", "availabilityCondition");
        rule.GetProperty("availabilityCondition").EnumerateObject().Select(field => field.Name).Should().Equal("expression");
    }

    private static string Resource(string bucket) => $"//storage.googleapis.com/projects/_/buckets/{bucket}";

    private static string Roles(params IEnumerable<string> roles) => string.Join(' ', roles.Select(role => $"inRole:roles/storage.{role}"));

    private static ValetKeyException FaultOf(KeyScope scope) =>
        FluentActions.Invoking(() => AccessBoundary.Write(Grant(scope, Permissions.Read), "pictures")).Should().Throw<ValetKeyException>().Which;

    private static List<Rule> RulesOf(KeyScope scope, Permissions permissions, string? bucket = null)
    {
        using JsonDocument json = JsonDocument.Parse(AccessBoundary.Write(Grant(scope, permissions), bucket ?? scope.Container));
        return [.. json.RootElement.GetProperty("accessBoundary").GetProperty("accessBoundaryRules").EnumerateArray().Select(rule => new Rule(
            rule.GetProperty("availableResource").GetString()!,
            string.Join(' ', rule.GetProperty("availablePermissions").EnumerateArray().Select(role => role.GetString())),
            rule.GetProperty("availabilityCondition").GetProperty("expression").GetString()!))];
    }

    private static KeyGrant Grant(KeyScope scope, Permissions permissions)
    {
        DateTimeOffset start = Support.TestDownscoper.Start;
        return new KeyGrant
        {
            Id = Guid.CreateVersion7(start),
            Scope = scope,
            Permissions = permissions,
            Form = KeyForm.BearerToken,
            IssuedAt = start,
            NotBefore = start,
            ExpiresAt = start.AddMinutes(15),
            MinimumExpiresAt = start,
        };
    }

    /// <summary>
    /// A string literal as the language's definition reads it: in single quotes, and a backslash takes the next character as it is.
    /// </summary>
    private static string? ReadBack(string literal)
    {
        List<char> text = [];
        for (int i = 1; i < literal.Length - 1; i++)
        {
            if (literal[i] == '\'')
            {
                return null;
            }

            i += literal[i] == '\\' ? 1 : 0;
            text.Add(literal[i]);
        }

        return literal[0] == '\'' && literal[^1] == '\'' ? new string([.. text]) : null;
    }

    private sealed record Rule(string Resource, string Permissions, string Condition);
}
