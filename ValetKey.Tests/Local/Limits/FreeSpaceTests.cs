using System.Net;
using ValetKey.Local;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local.Limits;

/// <summary>A disk on which uploads must leave more than there is.</summary>
public sealed class FreeSpaceTests : FolderTests
{
    [Test]
    public async Task What_takes_room_is_refused_and_what_gives_room_is_not([Values] bool isChunked)
    {
        await using (TestStorage before = await TestStorage.StartAsync(rootPath: Folder))
        {
            await before.StoreAsync("c", "o", "old");
        }

        await using TestStorage storage = await TestStorage.StartAsync(options => options.Limits.MinimumFreeSpace = long.MaxValue, rootPath: Folder);
        SignedForm form = await storage.FormAsync(KeyScope.ForObject("c", "o"), Permissions.Write);
        SignedQuery queue = await storage.QueryAsync(KeyScope.ForQueue("q"), Permissions.Send | Permissions.Receive);

        ShouldBeFull(await UseAsync(Permissions.Write, Body()));
        ShouldBeFull(await UseAsync(Permissions.Append, Body()));
        ShouldBeFull(await storage.SendAsync(form.CreateRequest(Body())));
        ShouldBeFull(await storage.SendAsync(queue.CreateRequest(Permissions.Send, content: Body())));
        (await storage.SendAsync(queue.CreateRequest(Permissions.Receive))).ShouldBe(HttpStatusCode.OK);
        (await storage.FetchAsync("c", "o")).Should().Be("old");
        (await UseAsync(Permissions.Delete)).ShouldBe(HttpStatusCode.NoContent);

        HttpContent Body() => isChunked ? Bodies.Chunked("new") : Bodies.Text("new");

        async Task<Answer> UseAsync(Permissions use, HttpContent? content = null) =>
            await storage.SendAsync(await storage.UrlAsync(KeyScope.ForObject("c", "o"), use), content);
    }

    [Test]
    public async Task Room_is_asked_for_what_is_announced()
    {
        long free = new DriveInfo(Folder).AvailableFreeSpace;
        await using TestStorage storage = await TestStorage.StartAsync(
            options => options.Limits.MinimumFreeSpace = free - (1L << 30), rootPath: Folder);
        SlowBody body = new(int.MaxValue);
        SignedUrl key = await storage.UrlAsync(KeyScope.ForObject("c", "o"), Permissions.Write);

        ShouldBeFull(await storage.SendAsync(key, body, request => request.Headers.ExpectContinue = true));
        (await storage.SendAsync(key, Bodies.Text("x"))).ShouldBe(HttpStatusCode.Created);
    }

    private static void ShouldBeFull(Answer answer) =>
        answer.ShouldRefuse(HttpStatusCode.InsufficientStorage, LocalRefusalReasons.InsufficientStorage);
}
