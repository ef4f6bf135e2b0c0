using System.Net;
using ValetKey.Tests.Azure.Servers.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Azure.Servers;

/// <summary>Names that escaping gets wrong are listed, and open no twin.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class AzureServerOddNameTests : AzureServerTests
{
    private static readonly string[] Names =
        [.. FolderNames.Odd, "%2e%2e%2fup", "trailing/", "<angle>[square]{curly}|^`", ".hidden/..twice"];

    private static IEnumerable<TestCaseData> Cases() =>
        Signature.Both.SelectMany(signature => Names.Select(name => new TestCaseData(signature, name)));

    [TestCaseSource(nameof(Cases))]
    public async Task Folder_with_the_name_is_listed(Signature signature, string name)
    {
        string folder = NewName(name) + "/";
        await StoreAsync(folder + "listed");
        SignedQuery key = await IssuerOf(signature).IssueQueryAsync(new KeyRequest(WholeContainer, Permissions.List));

        string body = await TextAsync(key.CreateRequest(Permissions.List, folder));

        body.Should().Contain("listed</Name>");
    }

    [TestCase("a b", "a%20b")]
    [TestCase("a%20b", "a b")]
    [TestCase("a+b", "a b")]
    [TestCase("a/b", "a%2Fb")]
    [TestCase("a%2Fb", "a/b")]
    [TestCase("a%25b", "a%b")]
    [TestCase("a//b", "a/b")]
    [TestCase("a/b", "a//b")]
    [TestCase("ä", "a\u0308")]
    [TestCase("A", "a")]
    [TestCase("a", "a ")]
    [TestCase("a?b", "a")]
    [TestCase("a#b", "a")]
    public async Task Key_for_a_name_does_not_open_its_twin(string name, string twin)
    {
        string folder = NewName("");
        await StoreAsync(folder + twin, "twin");
        foreach (Signature signature in Signature.Both)
        {
            SignedUrl key = await IssuerOf(signature).IssueUrlAsync(Blob(folder + name), Permissions.Read);
            SignedUrl keyOfTwin = await IssuerOf(signature).IssueUrlAsync(Blob(folder + twin), Permissions.Read);
            string moved = $"{keyOfTwin.Url.Split('?', 2)[0]}?{SasMisuse.TokenOf(key)}";

            (await StatusOfAsync(key.Url)).Should().Be(HttpStatusCode.NotFound);
            (await StatusOfAsync(moved)).Should().Be(Refused);
            (await StatusOfAsync(keyOfTwin.Url)).Should().Be(HttpStatusCode.OK);
        }
    }

    [TestCase("a.")]
    [TestCase("a./b")]
    public async Task Name_that_Azure_may_change_is_not_issued(string name)
    {
        Func<Task> issuing = async () => await IssuerOf(Signature.FirstKey).IssueUrlAsync(Blob(name), Permissions.Read);

        (await issuing.Should().ThrowAsync<ValetKeyException>()).Which.Reason.Should().Be(ValetKeyErrorReason.InvalidRequest);
    }
}
