using System.Net;
using ValetKey.Local;
using ValetKey.Providers;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local.Parts;

/// <summary>What the key of a part does not open, and what an upload is not for.</summary>
public sealed class PartMisuseTests : PartsTest
{
    [Test]
    public async Task The_key_of_a_part_writes_no_object()
    {
        SignedUrl key = await KeyAsync(Upload, 1);

        Answer answer = await Storage.SendAsync(key, Bodies.Text("text"));

        answer.IsSuccess.Should().BeTrue();
        (await Storage.FetchAsync(Container, Name)).Should().BeNull();
    }

    [Test]
    public async Task The_key_of_the_object_or_of_all_around_it_puts_no_part()
    {
        string part = (await KeyAsync(Upload, 1)).Url.Split('?')[1].Split('&').First(pair => pair.StartsWith("up=", StringComparison.Ordinal));
        SignedUrl ofObject = await Storage.UrlAsync(KeyScope.ForObject(Container, Name), Permissions.Write);
        SignedQuery ofContainer = await Storage.QueryAsync(KeyScope.ForContainer(Container), Permissions.Write | Permissions.Read);

        foreach (string url in new[] { ofObject.Url, $"{ofContainer.BaseUrl}/{Name}?{ofContainer.Query}" })
        {
            using HttpRequestMessage request = new(HttpMethod.Put, $"{url}&{part}&pn=1") { Content = Bodies.Text("text") };
            (await Storage.SendAsync(request)).ShouldForbid(LocalRefusalReasons.KeyMalformed);
        }

        (await ListAsync()).Should().BeEmpty();
    }

    [TestCase("GET")]
    [TestCase("HEAD")]
    [TestCase("POST")]
    [TestCase("DELETE")]
    public async Task The_key_of_a_part_reads_appends_and_deletes_nothing(string method)
    {
        await Storage.StoreAsync(Container, Name, "stored");
        SignedUrl key = await KeyAsync(Upload, 1);

        Answer answer = await Storage.SendAsync(new HttpRequestMessage(new HttpMethod(method), key.Url));

        answer.ShouldForbid(LocalRefusalReasons.PermissionMissing);
        (await Storage.FetchAsync(Container, Name)).Should().Be("stored");
    }

    [Test]
    public async Task A_part_has_no_precondition_and_no_metadata_of_its_own()
    {
        SignedUrl key = await KeyAsync(Upload, 1);

        Answer conditional = await Storage.SendAsync(key, Bodies.Text("a"), request => request.Headers.Add("If-None-Match", "*"));
        Answer described = await Storage.SendAsync(key, Bodies.Text("a"), request => request.Headers.Add("x-valetkey-meta-a", "b"));

        conditional.ShouldRefuse(HttpStatusCode.BadRequest, LocalRefusalReasons.RequestMalformed);
        described.ShouldRefuse(HttpStatusCode.BadRequest, LocalRefusalReasons.RequestMalformed);
        (await ListAsync()).Should().BeEmpty();
    }

    [Test]
    public async Task A_part_of_an_upload_that_is_over_or_never_was_is_not_taken()
    {
        await PutAsync(1, "one");
        await CompleteAsync();
        PartUpload aborted = await Store.BeginPartsAsync(Container, Name);
        await Store.AbortPartsAsync(aborted);
        await Store.AbortPartsAsync(aborted);

        foreach (string id in new[] { Upload.Id, aborted.Id, Guid.Empty.ToString("N"), "no-such-upload" })
        {
            Answer answer = await Storage.SendAsync(await KeyAsync(Upload with { Id = id }, 2), Bodies.Text("late"));
            answer.ShouldRefuse(HttpStatusCode.NotFound, LocalRefusalReasons.UploadNotFound);
        }

        (await Storage.FetchAsync(Container, Name)).Should().Be("one");
        (await Store.VerifyAsync()).IsSound.Should().BeTrue();
    }

    [Test]
    public async Task An_upload_is_of_one_object_alone()
    {
        await PutAsync(1, "one");
        UploadedPart[] parts = await ListAsync();

        Answer part = await Storage.SendAsync(await KeyAsync(Upload with { Name = "another" }, 1), Bodies.Text("text"));

        part.ShouldRefuse(HttpStatusCode.NotFound, LocalRefusalReasons.UploadNotFound);
        foreach (PartUpload other in new[] { Upload with { Name = "another" }, Upload with { Container = Storage.NewContainer() } })
        {
            (await Store.ListPartsAsync(other)).Should().BeNull();
            (await Store.CompletePartsAsync(other, parts)).Outcome.Should().Be(StorageOutcome.NotFound);
            await Store.AbortPartsAsync(other);
        }

        (await CompleteAsync()).Outcome.Should().Be(StorageOutcome.Completed);
    }

    [Test]
    public async Task Of_two_uploads_to_one_object_each_has_its_own_parts()
    {
        PartUpload second = await Store.BeginPartsAsync(Container, Name);
        await PutAsync(1, "first");
        await Storage.SendAsync(await KeyAsync(second, 1), Bodies.Text("second"));

        await CompleteAsync(second);
        string? before = await Storage.FetchAsync(Container, Name);
        await CompleteAsync();

        before.Should().Be("second");
        (await Storage.FetchAsync(Container, Name)).Should().Be("first");
    }

    [TestCase("")]
    [TestCase("x")]
    [TestCase("00000000-0000-0000-0000-000000000000")]
    public async Task Text_that_is_no_upload_names_none(string upload)
    {
        PartUpload none = Upload with { Id = upload };

        (await Store.ListPartsAsync(none)).Should().BeNull();
        await Store.AbortPartsAsync(none);
        (await Store.CompletePartsAsync(none, [new UploadedPart(1, 1, "x")])).Outcome.Should().Be(StorageOutcome.NotFound);
    }

    [Test]
    public async Task Upper_case_is_another_text_of_the_id_and_is_not_taken()
    {
        await PutAsync(1, "one");

        (await Store.ListPartsAsync(Upload with { Id = Upload.Id.ToUpperInvariant() })).Should().BeNull();
    }
}
