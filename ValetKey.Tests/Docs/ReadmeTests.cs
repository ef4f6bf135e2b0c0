using Microsoft.Extensions.DependencyInjection;
using ValetKey.Providers;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Docs;

internal sealed class ReadmeTests
{
    [Test]
    public async Task Readme_shows_the_refusal_as_it_really_is()
    {
        await using ServiceProvider services = new ServiceCollection()
            .AddValetKey().AddSigner("media", _ => new OneRequestSigner()).Services
            .BuildServiceProvider();
        KeyRequest request = new(KeyScope.ForObject("profiles", "42/avatar.jpg"), Permissions.Create)
        {
            Constraints = new() { ContentType = "image/jpeg", ContentLength = LengthRange.AtMost(5_000_000) },
        };

        Func<Task> issue = async () => await services.GetRequiredService<IValetKeyIssuer>().IssueAsync(request);

        ValetKeyException refusal = (await issue.Should().ThrowAsync<ValetKeyException>()).Which;
        refusal.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
        Words(File.ReadAllText(Repository.PathTo("README.md"))).Should().Contain(Words(refusal.Message));
    }

    [Test]
    public void Readme_names_the_two_commands()
    {
        string readme = File.ReadAllText(Repository.PathTo("README.md"));

        readme.Should().Contain("\ndotnet run --project samples/Quickstart").And.Contain("\nbash test.sh");
    }

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>As a plain S3 URL is: one request, whose headers are signed, the exact length among them. A range has no place in it.</summary>
    private sealed class OneRequestSigner : IKeySigner
    {
        public SignerCapabilities Capabilities { get; } = new(
            new FormCapability(
                KeyForm.SignedUrl,
                new PermissionRule(ResourceKinds.Object, Permissions.Create, ConstraintKinds.ContentType | ConstraintKinds.ExactLength)));

        public ValueTask<IssuedKey> SignAsync(KeyGrant grant, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("What cannot be expressed never reaches the signer.");
    }
}
