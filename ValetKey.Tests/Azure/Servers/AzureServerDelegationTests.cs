using System.Net;
using ValetKey.Tests.Azure.Servers.Support;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.Azure.Servers;

/// <summary>Tokens that are signed on behalf of somebody in Entra ID, whom Azurite gives a key to sign with.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class AzureServerDelegationTests : AzureServerTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    [Test]
    public async Task Token_names_whom_it_is_signed_for()
    {
        AzuriteUser user = new();
        IValetKeyIssuer issuer = IssuerFor(user);

        SignedUrl key = await issuer.IssueUrlAsync(Blob(Mine), Permissions.Read);

        SasMisuse.ValueOf(key, "skoid").Should().Be(user.ObjectId);
        SasMisuse.ValueOf(key, "sktid").Should().Be(user.TenantId);
        (await TextAsync(key.CreateRequest())).Should().Be("mine");
    }

    [Test]
    public async Task Key_of_seven_days_ends_with_its_delegation_key()
    {
        IValetKeyIssuer issuer = IssuerFor(new AzuriteUser());

        SignedUrl key = await issuer.IssueUrlAsync(new KeyRequest(Blob(Mine), Permissions.Read) { Lifetime = Longest });

        key.ExpiryLimit.Should().Be(ExpiryLimit.Credential);
        SasMisuse.ValueOf(key, "ske").Should().Be($"{key.ExpiresAt:yyyy-MM-dd'T'HH:mm:ss'Z'}").And.Be(SasMisuse.ValueOf(key, "se"));
        (await TextAsync(key.CreateRequest())).Should().Be("mine");
    }

    [Test]
    public async Task Key_that_must_live_seven_days_is_not_issued()
    {
        IValetKeyIssuer issuer = IssuerFor(new AzuriteUser());
        KeyRequest request = new(Blob(Mine), Permissions.Read) { Lifetime = Longest, MinimumLifetime = Longest };

        Func<Task> issuing = async () => await issuer.IssueAsync(request);

        (await issuing.Should().ThrowAsync<ValetKeyException>()).Which.Reason.Should().Be(ValetKeyErrorReason.CredentialsUnavailable);
    }

    [Test]
    public async Task Key_beyond_seven_days_is_not_issued()
    {
        IValetKeyIssuer issuer = IssuerFor(new AzuriteUser());

        Func<Task> issuing =
            async () => await issuer.IssueAsync(new KeyRequest(Blob(Mine), Permissions.Read) { Lifetime = Longest.Add(TimeSpan.FromHours(1)) });

        (await issuing.Should().ThrowAsync<ValetKeyException>()).Which.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
    }

    [Test]
    public async Task Somebody_whose_tokens_are_for_another_service_gets_no_key()
    {
        IValetKeyIssuer issuer = IssuerFor(new AzuriteUser { Audience = "https://graph.microsoft.com" });

        Func<Task> issuing = async () => await issuer.IssueUrlAsync(Blob(Mine), Permissions.Read);

        ValetKeyException fault = (await issuing.Should().ThrowAsync<ValetKeyException>()).Which;
        fault.Reason.Should().Be(ValetKeyErrorReason.CredentialsUnavailable);
        fault.Message.Should().Contain("generateUserDelegationKey");
        fault.IsTransient.Should().BeFalse();
    }

    [Test]
    public async Task One_delegation_key_signs_what_many_ask_for_at_once()
    {
        IValetKeyIssuer issuer = IssuerFor(new AzuriteUser());

        SignedUrl[] keys = await Task.WhenAll(Enumerable.Range(0, 32).Select(i =>
            issuer.IssueUrlAsync(Blob(i % 2 == 0 ? Mine : Neighbour), Permissions.Read).AsTask()));
        HttpStatusCode[] statuses = await Task.WhenAll(keys.Select(key => StatusOfAsync(key.Url)));

        statuses.Should().AllBeEquivalentTo(HttpStatusCode.OK);
        keys.Select(key => SasMisuse.ValueOf(key, "ske")).Distinct().Should().ContainSingle();
    }

    [Test]
    public async Task Token_of_one_delegation_key_does_not_pass_for_another()
    {
        SignedUrl one = await IssuerFor(new AzuriteUser()).IssueUrlAsync(Blob(Mine), Permissions.Read);
        AzuriteUser other = new();

        string altered = one.Url
            .Replace(SasMisuse.ValueOf(one, "skoid"), other.ObjectId, StringComparison.Ordinal)
            .Replace(SasMisuse.ValueOf(one, "sktid"), other.TenantId, StringComparison.Ordinal);

        (await StatusOfAsync(one.Url)).Should().Be(HttpStatusCode.OK);
        (await StatusOfAsync(altered)).Should().Be(Refused);
    }

    private IValetKeyIssuer IssuerFor(AzuriteUser user) => Keep(AzuriteIssuer.Create(
        Azurite,
        options =>
        {
            options.UseEmulator = true;
            options.Credential = user;
        },
        rules => rules.MaximumLifetime = TimeSpan.FromDays(30))).Issuer;
}
