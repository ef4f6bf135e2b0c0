using Microsoft.Extensions.DependencyInjection;
using ValetKey.Azure;
using ValetKey.Azure.Accounts;
using ValetKey.Azure.Delegation;
using ValetKey.Azure.Signing;
using ValetKey.Providers;
using ValetKey.Tests.Azure.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Performance;

/// <summary>What a token for Azure allocates, by account key and by user delegation.</summary>
[NonParallelizable]
internal sealed class AzureAllocationTests : AllocationTestBase
{
    [TestCase("download", 900)]
    [TestCase("stable download", 900)]
    public void A_url_by_account_key_takes_900_bytes_at_most(string what, int most)
    {
        using ServiceProvider services = Wire(builder => builder.AddAzureStorage("test", options =>
        {
            options.AccountName = TestAccount.Name;
            options.AccountKey = TestAccount.Key;
        }));
        IValetKeyIssuer issuer = services.GetRequiredService<IValetKeyIssuer>();

        Check(what, () => Issue(issuer, Requests[what]), most);
    }

    [TestCase("download", 1200)]
    [TestCase("stable download", 1200)]
    [TestCase("upload", 1450)]
    public void A_url_by_user_delegation_takes_little_more_than_itself(string what, int most)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        FixedDelegation source = new(FakeDelegation.Key(now.AddDays(-1), now.AddDays(2)));
        AzureStorageOptions settings = new() { AccountName = TestAccount.Name, Credential = TestAccount.Credential };
        using ServiceProvider services = Wire(builder => builder.AddSigner(
            "test", _ => new AzureKeySigner(AccountReader.Read(settings), settings, new DelegationSources(source, source))));
        IValetKeyIssuer issuer = services.GetRequiredService<IValetKeyIssuer>();

        Check(what, () => Issue(issuer, Requests[what]), most);
    }

    [Test]
    public void The_signer_allocates_the_key_alone()
    {
        using AzureKeySigner signer = TestAccount.KeySigner();
        KeyGrant grant = Grants.Of(Requests["download"].Scope, Permissions.Read);

        Check("signer", () => Sign(signer, grant), 600);
    }

    private static void Check(string what, Func<IssuedKey> call, int most)
    {
        double bytes = BytesPerCall(call);

        TestContext.Out.WriteLine($"{what}: {bytes:F0} bytes");
        bytes.Should().BeInRange(0, most);
    }

    private static IssuedKey Sign(AzureKeySigner signer, KeyGrant grant)
    {
        ValueTask<IssuedKey> key = signer.SignAsync(grant, CancellationToken.None);
        return key.IsCompletedSuccessfully ? key.Result : throw new InvalidOperationException("The key was not signed at once.");
    }
}
