using ValetKey.Azure;
using ValetKey.Tests.Azure.Support;

namespace ValetKey.Tests.Azure;

/// <summary>
/// Which letters and which kind of resource a grant becomes; the letters stand in the order that the service's documentation prescribes.
/// </summary>
internal sealed class AzurePermissionTests
{
    private const string Version = "object:media/a.txt#2026-03-01T09:55:00.1234567Z";

    [TestCase("object:media/a.txt", Permissions.Read, "r", "b", "GET")]
    [TestCase("object:media/a.txt", Permissions.Create, "c", "b", "PUT")]
    [TestCase("object:media/a.txt", Permissions.Write, "w", "b", "PUT")]
    [TestCase("object:media/a.txt", Permissions.Append, "a", "b", "PUT")]
    [TestCase("object:media/a.txt", Permissions.Delete, "d", "b", "DELETE")]
    [TestCase("container:media", Permissions.List, "l", "c", "GET")]
    [TestCase(Version, Permissions.Read, "r", "bv", "GET")]
    [TestCase(Version, Permissions.Delete, "x", "bv", "DELETE")]
    [TestCase("queue:jobs", Permissions.Send, "a", null, "POST")]
    [TestCase("queue:jobs", Permissions.Peek, "r", null, "GET")]
    public async Task One_permission_is_a_url(string scope, Permissions permission, string letters, string? resource, string method)
    {
        await using TestAccount account = TestAccount.WithKey();

        SignedUrl key = await account.IssueAsync<SignedUrl>(TestAccount.Ask(scope, permission));

        (SasText.Value(key.Url, "sp"), SasText.Value(key.Url, "sr"), key.Method.Method).Should().Be((letters, resource, method));
    }

    [TestCase("object:media/a.txt",
        Permissions.Delete | Permissions.Write | Permissions.Create | Permissions.Append | Permissions.Read, "racwd", "b")]
    [TestCase("container:media",
        Permissions.List | Permissions.Delete | Permissions.Write | Permissions.Create | Permissions.Append | Permissions.Read, "racwdl", "c")]
    [TestCase("container:media", Permissions.List | Permissions.Create, "cl", "c")]
    [TestCase("object:media/a.txt", Permissions.Read | Permissions.ReadProperties, "r", "b")]
    [TestCase(Version, Permissions.Delete | Permissions.Read, "rx", "bv")]
    [TestCase("container:media", Permissions.Read, "r", "c")]
    [TestCase("queue:jobs", Permissions.Update | Permissions.Receive | Permissions.Send | Permissions.Peek, "raup", null)]
    [TestCase("queue:jobs", Permissions.Receive, "p", null)]
    [TestCase("queue:jobs", Permissions.Update, "u", null)]
    public async Task Several_permissions_are_a_query_in_Azures_order(string scope, Permissions permissions, string letters, string? resource)
    {
        await using TestAccount account = TestAccount.WithKey();

        SignedQuery key = await account.IssueAsync<SignedQuery>(TestAccount.Ask(scope, permissions));

        (SasText.Value(key.Query, "sp"), SasText.Value(key.Query, "sr")).Should().Be((letters, resource));
    }

    [TestCase(Permissions.Read, "r")]
    [TestCase(Permissions.Delete, "d")]
    public async Task A_snapshot_is_a_resource_of_its_own_and_deleted_as_a_blob(Permissions permission, string letters)
    {
        await using TestAccount account = TestAccount.WithKey();

        SignedUrl key = await account.IssueAsync<SignedUrl>(TestAccount.Ask(KeyScope.Parse(Version, null), permission, null, new AzureSnapshot()));

        (SasText.Value(key.Url, "sp"), SasText.Value(key.Url, "sr"), SasText.Value(key.Url, "snapshot"))
            .Should().Be((letters, "bs", "2026-03-01T09:55:00.1234567Z"));
        SasText.Parse(key.Url).Should().NotContainKey("versionid");
    }

    [TestCase("prefix:media/tenants/42/", Permissions.Read | Permissions.List, "rl", "2")]
    [TestCase("prefix:media/a/b/c/d/e/f/g/h/i/j/k/", Permissions.Read | Permissions.Write, "rw", "11")]
    public async Task A_prefix_is_a_directory_where_the_namespace_is_hierarchical(string scope, Permissions permissions, string letters, string depth)
    {
        await using TestAccount account = TestAccount.WithKey(options => options.HierarchicalNamespace = true);

        SignedQuery key = await account.IssueAsync<SignedQuery>(TestAccount.Ask(scope, permissions));

        Dictionary<string, string> token = SasText.Parse(key.Query);
        (token["sp"], token["sr"], token["sdd"]).Should().Be((letters, "d", depth));
    }

    [TestCase(Permissions.Read)]
    [TestCase(Permissions.List)]
    public async Task A_prefix_is_refused_elsewhere_and_the_refusal_names_the_setting(Permissions permission)
    {
        await using TestAccount account = TestAccount.WithKey();

        ValetKeyException refusal = await account.RefusalOf(TestAccount.Ask("prefix:media/tenants/42/", permission));

        refusal.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
        refusal.Message.Should().Contain("needs HierarchicalNamespace").And.Contain("set HierarchicalNamespace, and a signed");
    }

    [Test]
    public async Task A_prefix_under_an_old_version_needs_a_newer_one_too()
    {
        await using TestAccount account =
            TestAccount.WithKey(options => (options.HierarchicalNamespace, options.ServiceVersion) = (true, "2019-12-12"));

        (await account.RefusalOf(TestAccount.Ask("prefix:media/a/", Permissions.Read))).Message
            .Should().Contain("needs HierarchicalNamespace and a newer ServiceVersion");
    }

    [Test]
    public async Task Properties_alone_are_refused_since_a_token_that_reads_them_reads_all()
    {
        await using TestAccount account = TestAccount.WithKey();

        ValetKeyException refusal = await account.RefusalOf(TestAccount.Ask("object:media/a.txt", Permissions.ReadProperties));

        refusal.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
        refusal.Message.Should().Contain("ask for Read too");
    }

    [TestCase("2018-11-09")]
    public async Task A_version_of_a_blob_needs_a_version_of_the_service_that_knows_them(string version)
    {
        await using TestAccount account = TestAccount.WithKey(options => options.ServiceVersion = version);

        (await account.RefusalOf(TestAccount.Ask(Version, Permissions.Read))).Reason.Should().Be(ValetKeyErrorReason.Unsupported);
    }
}
