using System.Net;
using Microsoft.Extensions.Options;
using ValetKey.Azure;
using ValetKey.Azure.Accounts;
using ValetKey.Azure.Delegation;
using ValetKey.Tests.Azure.Support;

namespace ValetKey.Tests.Azure;

/// <summary>
/// Keys are issued and refused in every way and settings are wrong in every way: no eight characters of a key in a row are ever told.
/// </summary>
internal sealed class AzureSecrecyTests
{
    private const int LongestFragment = 8;

    private readonly List<(string What, string Text)> _told = [];
    private readonly List<string> _signatures = [];

    [Test]
    public async Task Nothing_that_is_told_holds_a_fragment_of_a_secret()
    {
        foreach (bool isDelegated in (bool[])[true, false])
        {
            await using TestAccount account = isDelegated
                ? TestAccount.Delegated(options => options.HierarchicalNamespace = true)
                : TestAccount.WithKey(options => (options.HierarchicalNamespace, options.SecondaryAccountKey) = (true, TestAccount.OtherKey));
            await IssueAsync(account);
            await RefuseAsync(account);
            Collect(account);
        }

        await FailAsync();
        Misconfigure();
        Describe();

        _told.CountBy(told => told.What).Where(kind => kind.Key is not ("log" or "fault")).ToDictionary().Should().Equal(new Dictionary<string, int>
        {
            ["key"] = 2 * 5,
            ["refusal"] = 2 * 10,
            ["failure"] = 3,
            ["misconfiguration"] = 17,
            ["description"] = 5,
        });
        _told.Count(told => told.What == "log").Should().BeGreaterThanOrEqualTo(2 * (5 + 10), "the log tells of every request");
        _told.Should().Contain(told => told.What == "fault");
        _signatures.Should().HaveCount(10).And.OnlyContain(signature => signature.Length == 44);
        string[] secrets = [TestAccount.Key, TestAccount.OtherKey, FakeDelegation.Secret, .. _signatures];
        foreach (string fragment in secrets.SelectMany(Fragments))
        {
            _told.Should().NotContain(told => told.Text.Contains(fragment, StringComparison.Ordinal));
        }
    }

    [Test]
    public void The_search_itself_finds_a_fragment() =>
        Fragments(TestAccount.Key).Should().Contain(TestAccount.Key[20..28]).And.HaveCount(TestAccount.Key.Length - LongestFragment + 1);

    private static IEnumerable<string> Fragments(string secret) =>
        Enumerable.Range(0, secret.Length - LongestFragment + 1).Select(start => secret.Substring(start, LongestFragment));

    private async Task IssueAsync(TestAccount account)
    {
        foreach (KeyRequest request in (KeyRequest[])
        [
            TestAccount.Ask("object:media/a", Permissions.Read),
            TestAccount.Ask("object:media/a", Permissions.Create),
            TestAccount.Ask("prefix:media/a/", Permissions.List),
            TestAccount.Ask("container:media", Permissions.Read | Permissions.List),
            TestAccount.Ask("queue:jobs", Permissions.Send | Permissions.Receive),
        ])
        {
            IssuedKey key = await account.IssueAsync(request);
            _told.Add(("key", key.ToString()));
            _signatures.Add(SasText.Value(key is SignedUrl url ? url.Url : ((SignedQuery)key).Query, "sig")!);
        }
    }

    private async Task RefuseAsync(TestAccount account)
    {
        foreach (KeyRequest request in (KeyRequest[])
        [
            TestAccount.Ask("object:media/a", Permissions.Read, new() { SingleUse = true }),
            TestAccount.Ask("object:media/a", Permissions.ReadProperties),
            TestAccount.Ask("object:media/a.", Permissions.Read),
            TestAccount.Ask("prefix:media/a//b/", Permissions.Read),
            TestAccount.Ask("container:No", Permissions.Read),
            TestAccount.Ask("queue:No", Permissions.Send),
            TestAccount.Ask("object:media/a", Permissions.Create, new() { ContentLength = LengthRange.Exactly(0) }),
            TestAccount.Ask("object:media/a", Permissions.Read, new() { ClientNetwork = ClientNetwork.FromNetwork(IPNetwork.Parse("::/0")) }),
            TestAccount.Ask("object:media/a", Permissions.Read, null, new AzureSnapshot()),
            TestAccount.Ask("object:media/a", Permissions.Read, null, new AzureEncryptionScope("")),
        ])
        {
            _told.Add(("refusal", (await account.RefusalOf(request)).ToString()));
        }
    }

    private async Task FailAsync()
    {
        DelegationKey cleared = FakeDelegation.Key(TestAccount.Start.AddDays(-1), TestAccount.Start.AddDays(1));
        cleared.Dispose();
        foreach (FakeDelegation source in (FakeDelegation[])
        [
            new((_, _) => cleared),
            new((_, _) => throw new InvalidOperationException("none")),
            FakeDelegation.Until(TestAccount.Start.AddSeconds(-1)),
        ])
        {
            await using TestAccount account = TestAccount.Delegated(blobs: source);
            _told.Add(("failure", (await account.RefusalOf(TestAccount.Ask("object:media/a", Permissions.Read))).ToString()));
            Collect(account);
        }
    }

    private void Misconfigure()
    {
        foreach (Action<AzureStorageOptions> configure in (Action<AzureStorageOptions>[])
        [
            options => options.AccountKey = TestAccount.Key,
            options => (options.AccountName, options.AccountKey) = (TestAccount.Key, "contoso"),
            options => (options.AccountName, options.AccountKey) = ("contoso", TestAccount.Key + "!"),
            options =>
                (options.AccountName, options.AccountKey, options.SecondaryAccountKey) = ("contoso", TestAccount.Key, "!" + TestAccount.OtherKey),
            options => (options.AccountName, options.AccountKey, options.Credential) = ("contoso", TestAccount.Key, TestAccount.Credential),
            options => (options.AccountName, options.AccountKey, options.ServiceVersion) = ("contoso", TestAccount.Key, TestAccount.OtherKey),
            options => (options.AccountName, options.AccountKey, options.EndpointSuffix) = ("contoso", TestAccount.Key, TestAccount.OtherKey),
            options => (options.AccountName, options.AccountKey, options.SigningKey) = ("contoso", TestAccount.Key, AzureSigningKey.Secondary),
            options => options.ConnectionString = TestAccount.Key,
            options => options.ConnectionString = $"AccountName=contoso;AccountKey=\"{TestAccount.Key}",
            options => options.ConnectionString = $"AccountName=contoso;AccountKey={TestAccount.Key}!",
            options => options.ConnectionString = $"AccountName=contoso;AccountKey={TestAccount.Key};DefaultEndpointsProtocol={TestAccount.OtherKey}",
            options => options.ConnectionString = $"AccountName=contoso;AccountKey={TestAccount.Key};BlobEndpoint={TestAccount.OtherKey}",
            options => options.ConnectionString =
                $"BlobEndpoint=https://contoso.blob.core.windows.net;SharedAccessSignature=sv=2026-10-06&sig={TestAccount.OtherKey}",
            options => (options.ConnectionString, options.AccountKey) = ($"AccountName=contoso;AccountKey={TestAccount.Key}", TestAccount.OtherKey),
            options => options.BlobServiceUri = new Uri($"https://contoso:{TestAccount.OtherKey.TrimEnd('=')}@contoso.blob.core.windows.net"),
            options => options.PublicBlobUri = new Uri($"https://contoso.blob.core.windows.net/?sig={TestAccount.OtherKey}"),
        ])
        {
            TestAccount account = TestAccount.WithOptions(configure);
            _told.Add(("misconfiguration",
                FluentActions.Invoking(() => account.Issuer).Should().Throw<OptionsValidationException>().Which.ToString()));
            Collect(account);
        }
    }

    private void Describe()
    {
        using DelegationKey key = FakeDelegation.Key(TestAccount.Start, TestAccount.Start.AddDays(1));
        AzureStorageOptions options =
            new() { ConnectionString = $"AccountName=contoso;AccountKey={TestAccount.Key}", SecondaryAccountKey = TestAccount.OtherKey };
        AccountReader.Read(options, out IReadOnlyList<string> faults);
        AzureAccount account = AccountReader.Read(new AzureStorageOptions { AccountName = "contoso", AccountKey = TestAccount.Key });
        ConnectionSettings.TryParse(options.ConnectionString, out ConnectionSettings settings);
        _told.AddRange(
            ((string[])[key.ToString(), key.Facts.ToString(), options.ToString()!, account.ToString(), settings.ToString()])
                .Select(text => ("description", text)));
        _told.AddRange(faults.Select(fault => ("fault", fault)));
    }

    private void Collect(TestAccount account) =>
        _told.AddRange(account.Logs.GetSnapshot().Select(
            record => ("log", $"{record.Message} {record.Exception} {string.Join(' ', record.StructuredState ?? [])}")));
}
