using ValetKey.Tests.Aws.Servers.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Aws.Servers;

/// <summary>Folders whose names escaping gets wrong are listed; that objects keep theirs the suite shows.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class S3ServerOddNameTests : S3ServerTests
{
    [TestCaseSource(typeof(FolderNames), nameof(FolderNames.Odd))]
    public async Task Folder_with_the_name_is_listed(string name)
    {
        string folder = NewName(name) + "/";
        await StoreAsync(folder + "listed");
        SignedUrl list = await Issuer.IssueUrlAsync(KeyScope.ForPrefix(Bucket, folder), Permissions.List);

        string body = await Gateway.Client.GetStringAsync(list.ToUri());

        body.Should().Contain("listed</Key>").And.Contain("<KeyCount>1</KeyCount>");
    }
}
