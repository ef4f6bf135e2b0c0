using ValetKey.Tests.Aws.Servers.Support;

namespace ValetKey.Tests.Aws.Servers;

/// <summary>Folders whose names escaping gets wrong are listed; that objects keep theirs the suite shows.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class S3ServerOddNameTests : S3ServerTests
{
    private static readonly string[] Names =
    [
        "with space  and two.txt",
        "a+b",
        "100%25 of 100%",
        "a#b",
        "what?key=value",
        "a&b=c;d",
        "it's \"quoted\"",
        "käse/żółć/日本語",
        "beyond-🗝️-𝒱𝒦",
        "a//b///c",
        "~tilde/!*'()@:$,",
        new string('x', 1022) + "é",
    ];

    [TestCaseSource(nameof(Names))]
    public async Task Folder_with_the_name_is_listed(string name)
    {
        string folder = (name.Length > 900 ? name[..900] : name) + "/";
        await StoreAsync(folder + "listed");
        SignedUrl list = await Issuer.IssueUrlAsync(KeyScope.ForPrefix(Bucket, folder), Permissions.List);

        string body = await Gateway.Client.GetStringAsync(list.ToUri());

        body.Should().Contain("listed</Key>").And.Contain("<KeyCount>1</KeyCount>");
    }
}
