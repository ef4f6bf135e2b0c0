using System.Net;
using ValetKey.Azure;
using ValetKey.Azure.Signing;
using ValetKey.Local.Signing;
using ValetKey.Providers;
using ValetKey.Tests.Azure.Support;

namespace ValetKey.Tests.Azure;

/// <summary>A refusal says what would help: which setting, which account, or for development which store.</summary>
internal sealed class AzureHelpTests
{
    private const string Local = "set AddLocalStorage (ValetKey.Local) in place of the emulator, for development, and ";
    private const string AtAzure = "set an account at Azure in place of the emulator";
    private const string Delegation = "Credential (user delegation)";

    private static readonly KeyConstraints Picture = new() { ContentType = "image/png", ContentLength = LengthRange.Exactly(5) };

    private static readonly KeyConstraints Range = new() { ContentLength = LengthRange.AtMost(5) };

    private static readonly KeyExtra Vouched = new AzureAuthorizedObject(Guid.Parse("44444444-4444-4444-4444-444444444444"));

    private static readonly KeyExtra User = new AzureDelegatedUser(Guid.Parse("44444444-4444-4444-4444-444444444444"));

    private static IEnumerable<TestCaseData> AtTheEmulator()
    {
        yield return Case("portable upload", TestAccount.Ask("object:media/a.png", Permissions.Create, Picture),
            $"{Local}a signed URL can", $"{AtAzure} and {Delegation}, and a signed URL can");
        yield return Case("range", TestAccount.Ask("object:media/a.png", Permissions.Create, Range),
            $"{Local}a signed URL can", $"LengthRange.Exactly, with {AtAzure["set ".Length..]} and {Delegation} set");
        yield return Case("prefix", TestAccount.Ask("prefix:media/a/", Permissions.List | Permissions.Read),
            $"{Local}a signed query can", $"{AtAzure} and HierarchicalNamespace, and a signed query can");
        yield return Case("client network", TestAccount.Ask(
            "object:media/a", Permissions.Read, new() { ClientNetwork = ClientNetwork.FromNetwork(IPNetwork.Parse("10.0.0.0/8")) }),
            $"{Local}a signed URL can", $"{AtAzure}, and a signed URL can");
        yield return Case("encryption scope", TestAccount.Ask("object:media/a", Permissions.Read, null, new AzureEncryptionScope("scope")),
            $"{AtAzure}, and a signed URL can");
        yield return Case("vouched for", TestAccount.Ask("object:media/a", Permissions.Read, null, Vouched),
            $"{AtAzure} and HierarchicalNamespace and {Delegation}, and a signed URL can");

        static TestCaseData Case(string name, KeyRequest request, params string[] helps) => new TestCaseData(request, helps).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(AtTheEmulator))]
    public async Task What_the_emulator_does_not_enforce_helps_elsewhere(KeyRequest request, string[] helps)
    {
        await using TestAccount account = TestAccount.WithOptions(options => options.UseEmulator = true);

        (await account.RefusalOf(request)).Message.Should().ContainAll(helps).And.NotContain("Ask for less");
    }

    [Test]
    public async Task What_only_azure_has_is_not_promised_of_the_local_store()
    {
        await using TestAccount account = TestAccount.WithOptions(options => options.UseEmulator = true);

        (await account.RefusalOf(TestAccount.Ask("object:media/a", Permissions.Read, null, new AzureEncryptionScope("scope"))))
            .Message.Should().NotContain(Local);
    }

    private static IEnumerable<TestCaseData> AtAFlatAccount()
    {
        yield return Case("range", TestAccount.Ask("object:media/a.png", Permissions.Create, Range),
            $"bind it with LengthRange.Exactly, with {Delegation} set");
        yield return Case("family", TestAccount.Ask("object:media/a.png", Permissions.Create, new() { ContentType = "image/*" }),
            $"bind that one type, with {Delegation} set");
        yield return Case("prefix", TestAccount.Ask("prefix:media/a/", Permissions.List), "set HierarchicalNamespace, and a signed URL can");
        yield return Case("vouched for", TestAccount.Ask("object:media/a", Permissions.Read, null, Vouched),
            $"set HierarchicalNamespace and {Delegation}, and a signed URL can");
        yield return Case("bound to a user", TestAccount.Ask("container:media", Permissions.Read, null, User),
            $"set {Delegation}, and a signed query can");

        static TestCaseData Case(string name, KeyRequest request, string help) => new TestCaseData(request, help).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(AtAFlatAccount))]
    public async Task What_a_key_for_a_flat_account_cannot_say_names_the_settings(KeyRequest request, string help)
    {
        await using TestAccount account = TestAccount.WithKey();

        (await account.RefusalOf(request)).Message.Should().Contain(help).And.NotContain("Ask for less");
    }

    [Test]
    public async Task Where_nothing_helps_it_says_so()
    {
        await using TestAccount account = TestAccount.WithKey();

        (await account.RefusalOf(TestAccount.Ask("object:media/a", Permissions.Read, new() { SingleUse = true })))
            .Message.Should().EndWith("Ask for less, or another provider.");
    }

    [Test]
    public void What_is_said_of_the_local_store_is_what_it_declares()
    {
        foreach (FormCapability said in LocalStandIn.Forms)
        {
            FormCapability own = LocalCapabilities.Instance.Forms.Single(form => form.Form == said.Form && form.Requirement is null);

            own.CombinesPermissions.Should().Be(said.CombinesPermissions);
            own.Rules.Should().BeEquivalentTo(said.Rules);
        }
    }
}
