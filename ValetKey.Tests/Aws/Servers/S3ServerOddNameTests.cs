using System.Net;
using Amazon.S3.Model;
using ValetKey.Tests.Aws.Servers.Support;

namespace ValetKey.Tests.Aws.Servers;

/// <summary>Names that escaping gets wrong reach the store as they are, by URL and by form.</summary>
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
    public async Task Name_round_trips_by_url(string name)
    {
        SignedUrl write = await Issuer.IssueUrlAsync(Object(name), Permissions.Write);
        SignedUrl read = await Issuer.IssueUrlAsync(Object(name), Permissions.Read);

        (await SendAsync(write.CreateRequest(new StringContent(name)))).Should().Be(HttpStatusCode.OK);
        (await Gateway.Client.GetStringAsync(read.ToUri())).Should().Be(name);
        (await NamesAsync()).Should().Contain(name);
    }

    [TestCaseSource(nameof(Names))]
    public async Task Name_round_trips_by_form(string name)
    {
        string ownName = name.Length > 1000 ? "y" + name[1..] : "form/" + name;
        SignedForm form = await Issuer.IssueFormAsync(new KeyRequest(Object(ownName), Permissions.Write));

        (await SendAsync(form.CreateRequest(new StringContent(name)))).Should().Be(HttpStatusCode.NoContent);
        (await NamesAsync()).Should().Contain(ownName);
    }

    [TestCaseSource(nameof(Names))]
    public async Task Folder_with_the_name_is_listed(string name)
    {
        string folder = (name.Length > 900 ? name[..900] : name) + "/";
        await StoreAsync(folder + "listed");
        SignedUrl list = await Issuer.IssueUrlAsync(KeyScope.ForPrefix(Bucket, folder), Permissions.List);

        string body = await Gateway.Client.GetStringAsync(list.ToUri());

        body.Should().Contain("listed</Key>").And.Contain("<KeyCount>1</KeyCount>");
    }

    private async Task<IEnumerable<string>> NamesAsync()
    {
        ListObjectsV2Response response = await Owner.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket });
        return response.S3Objects.Select(stored => stored.Key);
    }
}
