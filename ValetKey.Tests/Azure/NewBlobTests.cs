using ValetKey.Azure;
using ValetKey.Tests.Azure.Support;

namespace ValetKey.Tests.Azure;

/// <summary>
/// A key that creates opens snapshots too, unless it signs <c>If-None-Match: *</c>: by user delegation alone, from 2026-04-06 on.
/// </summary>
internal sealed class NewBlobTests
{
    private const string Signed = "if-none-match,x-ms-blob-type";

    [Test]
    public async Task A_url_that_creates_signs_that_there_must_be_no_blob([Values] bool isAppendBlob)
    {
        await using TestAccount account = TestAccount.Delegated();
        KeyExtra[] extras = isAppendBlob ? [new AzureAppendBlob()] : [];

        SignedUrl key = await account.IssueAsync<SignedUrl>(TestAccount.Ask("object:media/a.png", Permissions.Create, null, extras));

        key.Headers.Should().Equal(new Dictionary<string, string>
        {
            ["if-none-match"] = "*",
            ["x-ms-blob-type"] = isAppendBlob ? "AppendBlob" : "BlockBlob",
        });
        SasText.Value(key.Url, "srh").Should().Be(Signed);
        key.Enforced.Should().Be(ConstraintKinds.None);
    }

    [TestCase("container:media")]
    [TestCase("prefix:media/folder/")]
    public async Task A_query_that_only_creates_signs_it_too_and_tells_the_headers(string scope)
    {
        await using TestAccount account = TestAccount.Delegated(options => options.HierarchicalNamespace = true);

        SignedQuery key = await account.IssueAsync<SignedQuery>(TestAccount.Ask(scope, Permissions.Create));

        SasText.Value(key.Query, "srh").Should().Be(Signed);
        using HttpRequestMessage request = key.CreateRequest(Permissions.Create, "folder/a", new StringContent("a"));
        request.Headers.GetValues("if-none-match").Should().Equal("*");
        request.Headers.GetValues("x-ms-blob-type").Should().Equal("BlockBlob");
    }

    /// <summary>The other requests of the token would have to bear the headers of an upload.</summary>
    [TestCase(Permissions.Create | Permissions.Read)]
    [TestCase(Permissions.Create | Permissions.Write)]
    public async Task A_query_that_does_more_cannot_sign_it(Permissions permissions)
    {
        await using TestAccount account = TestAccount.Delegated();

        SignedQuery key = await account.IssueAsync<SignedQuery>(TestAccount.Ask("container:media", permissions));

        SasText.Parse(key.Query).Should().NotContainKey("srh");
    }

    [Test]
    public async Task An_account_key_or_an_older_version_cannot_sign_it()
    {
        await using TestAccount byKey = TestAccount.WithKey();
        await using TestAccount older = TestAccount.Delegated(options => options.ServiceVersion = "2026-02-06");

        foreach (TestAccount account in new[] { byKey, older })
        {
            SignedUrl key = await account.IssueAsync<SignedUrl>(TestAccount.Ask("object:media/a.png", Permissions.Create));

            SasText.Parse(key.Url).Should().NotContainKey("srh");
            key.Headers.Keys.Should().Equal("x-ms-blob-type");
        }
    }

    [TestCase(Permissions.Create, 5_242_880_000, "5242880000 bytes (5,000 MiB) in one Put Blob")]
    [TestCase(Permissions.Append, 104_857_600, "104857600 bytes (100 MiB) in one Append Block")]
    public async Task A_length_is_no_longer_than_one_request_may_be(Permissions permission, long most, string named)
    {
        await using TestAccount account = TestAccount.Delegated();

        SignedUrl key = await account.IssueAsync<SignedUrl>(Upload(most));
        ValetKeyException refusal = await account.RefusalOf(Upload(most + 1));

        key.Headers["Content-Length"].Should().Be($"{most}");
        refusal.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
        refusal.Message.Should().Contain(named).And.Contain($"{most + 1} were asked for");

        KeyRequest Upload(long length) =>
            TestAccount.Ask("object:media/a.bin", permission, new() { ContentLength = LengthRange.Exactly(length) });
    }
}
