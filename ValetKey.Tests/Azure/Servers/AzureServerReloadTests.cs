using System.Net;
using Azure.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using ValetKey.Azure;
using ValetKey.Tests.Azure.Servers.Support;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.Azure.Servers;

/// <summary>An account's keys are rotated without a restart.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class AzureServerReloadTests : AzureServerTests
{
    [Test]
    public async Task Second_key_signs_once_it_is_said_to()
    {
        Settings settings = new(AzuriteAccount.CreateKey(), Azurite.Account.Key2);
        IValetKeyIssuer issuer = IssuerWith(settings);
        SignedUrl before = await issuer.IssueUrlAsync(Blob(Mine), Permissions.Read);

        settings.Change(AzureSigningKey.Secondary);
        SignedUrl after = await issuer.IssueUrlAsync(Blob(Mine), Permissions.Read);

        (await StatusOfAsync(before.Url)).Should().Be(Refused, "the first key is not the account's");
        (await StatusOfAsync(after.Url)).Should().Be(HttpStatusCode.OK);
    }

    [Test]
    public async Task Keys_of_before_a_rotation_go_on_to_open()
    {
        Settings settings = new(Azurite.Account.Key1, Azurite.Account.Key2);
        IValetKeyIssuer issuer = IssuerWith(settings);
        SignedQuery before = await issuer.IssueQueryAsync(new KeyRequest(WholeContainer, Permissions.Read | Permissions.List));

        settings.Change(AzureSigningKey.Secondary);
        SignedQuery after = await issuer.IssueQueryAsync(new KeyRequest(WholeContainer, Permissions.Read | Permissions.List));

        SasMisuse.ValueOf(after, "sig").Should().NotBe(SasMisuse.ValueOf(before, "sig"));
        (await TextAsync(before.CreateRequest(Permissions.Read, Mine))).Should().Be("mine");
        (await TextAsync(after.CreateRequest(Permissions.Read, Mine))).Should().Be("mine");
    }

    [Test]
    public async Task Second_key_that_is_not_the_accounts_opens_nothing()
    {
        Settings settings = new(Azurite.Account.Key1, AzuriteAccount.CreateKey());
        IValetKeyIssuer issuer = IssuerWith(settings);
        SignedUrl before = await issuer.IssueUrlAsync(Blob(Mine), Permissions.Read);

        settings.Change(AzureSigningKey.Secondary);
        SignedUrl after = await issuer.IssueUrlAsync(Blob(Mine), Permissions.Read);

        (await StatusOfAsync(before.Url)).Should().Be(HttpStatusCode.OK);
        (await StatusOfAsync(after.Url)).Should().Be(Refused);
    }

    [Test]
    public async Task Account_key_gives_way_to_delegation()
    {
        AzuriteUser user = new();
        Settings settings = new(Azurite.Account.Key1, null);
        IValetKeyIssuer issuer = IssuerWith(settings);
        SignedUrl before = await issuer.IssueUrlAsync(Blob(Mine), Permissions.Read);

        settings.Change(user);
        SignedUrl after = await issuer.IssueUrlAsync(Blob(Mine), Permissions.Read);

        SasMisuse.ParametersOf(before).Should().NotContain("skoid");
        SasMisuse.ValueOf(after, "skoid").Should().Be(user.ObjectId);
        (await StatusOfAsync(before.Url)).Should().Be(HttpStatusCode.OK);
        (await StatusOfAsync(after.Url)).Should().Be(HttpStatusCode.OK);
    }

    private IValetKeyIssuer IssuerWith(Settings settings) => Keep(AzuriteIssuer.Create(
        Azurite,
        settings.Apply,
        prepare: services => services.AddSingleton<IOptionsChangeTokenSource<AzureStorageOptions>>(settings))).Issuer;

    /// <summary>Settings as a configuration would hold them.</summary>
    private sealed class Settings(string key, string? secondKey) : IOptionsChangeTokenSource<AzureStorageOptions>
    {
        private ConfigurationReloadToken _changed = new();
        private AzureSigningKey _signing;
        private TokenCredential? _credential;

        public string Name => AzuriteIssuer.Name;

        public void Apply(AzureStorageOptions options)
        {
            options.UseEmulator = true;
            options.Credential = _credential;
            if (_credential is null)
            {
                options.AccountKey = key;
                options.SecondaryAccountKey = secondKey;
                options.SigningKey = _signing;
            }
        }

        public void Change(AzureSigningKey signing)
        {
            _signing = signing;
            Reload();
        }

        public void Change(TokenCredential credential)
        {
            _credential = credential;
            Reload();
        }

        public IChangeToken GetChangeToken() => _changed;

        private void Reload() => Interlocked.Exchange(ref _changed, new ConfigurationReloadToken()).OnReload();
    }
}
