using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Issuing;

public sealed class IssuerExtensionTests
{
    [Test]
    public async Task Each_method_gives_its_kind_of_key()
    {
        using TestIssuer issuer = new(TestCapabilities.EveryForm());

        (await issuer.IssueUrlAsync(Requests.Avatar, Permissions.Read)).Url.Should().StartWith("https://storage.example/profiles/42/avatar.jpg");
        (await issuer.IssueUrlAsync(Requests.Read())).Form.Should().Be(KeyForm.SignedUrl);
        (await issuer.IssueFormAsync(Requests.Write())).Form.Should().Be(KeyForm.SignedForm);
        (await issuer.IssueQueryAsync(Requests.Read())).Form.Should().Be(KeyForm.SignedQuery);
        (await issuer.IssueCookiesAsync(Requests.Read())).Form.Should().Be(KeyForm.SignedCookies);
        (await issuer.IssueCredentialsAsync(Requests.Read())).Form.Should().Be(KeyForm.TemporaryCredentials);
        (await issuer.IssueTokenAsync(Requests.Read() with { Form = KeyForm.BearerToken })).Form.Should().Be(KeyForm.BearerToken);
    }

    [Test]
    public async Task Form_that_cannot_be_had_is_refused()
    {
        using TestIssuer issuer = new(TestCapabilities.Everything(KeyForm.SignedUrl));

        Func<Task> issue = () => issuer.IssueFormAsync(Requests.Write()).AsTask();

        (await issue.Should().ThrowExactlyAsync<ValetKeyException>()).Which.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
    }

    [Test]
    public async Task Request_that_demands_another_form_is_an_argument_mistake()
    {
        using TestIssuer issuer = new(TestCapabilities.EveryForm());

        Func<Task> issue = () => issuer.IssueUrlAsync(Requests.Read() with { Form = KeyForm.SignedQuery }).AsTask();

        await issue.Should().ThrowExactlyAsync<ArgumentException>().WithParameterName("request")
            .WithMessage("The request demands the form SignedQuery, and this method issues SignedUrl.*");
    }

    [Test]
    public async Task Nulls_are_refused()
    {
        using TestIssuer issuer = new();

        await FluentActions.Awaiting(() => ((IValetKeyIssuer)null!).IssueUrlAsync(Requests.Read()).AsTask())
            .Should().ThrowAsync<ArgumentNullException>();
        await FluentActions.Awaiting(() => issuer.IssueUrlAsync(null!).AsTask()).Should().ThrowAsync<ArgumentNullException>();
        await FluentActions.Awaiting(() => issuer.IssueUrlAsync(null!, Permissions.Read).AsTask()).Should().ThrowAsync<ArgumentNullException>();
    }

    [Test]
    public async Task Ids_are_unique_of_version_7_and_bear_the_time_of_the_grant()
    {
        using TestIssuer issuer = new();
        List<Guid> ids = [];

        for (int i = 0; i < 500; i++)
        {
            ids.Add((await issuer.IssueAsync(Requests.Read())).Id);
        }

        ids.Should().OnlyHaveUniqueItems();
        ids.Should().OnlyContain(id => id.Version == 7 && (id.Variant & 0xC) == 8);
        ids.Select(id => Convert.ToInt64(id.ToString("N")[..12], 16)).Should().AllBeEquivalentTo(TestIssuer.Noon.ToUnixTimeMilliseconds());
    }
}
