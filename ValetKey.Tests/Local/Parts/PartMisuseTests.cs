using System.Net;
using ValetKey.Local;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local.Parts;

/// <summary>What the key of a part does not open, and what an upload is not for.</summary>
public sealed class PartMisuseTests : PartsTest
{
    [Test]
    public async Task The_key_of_a_part_writes_no_object()
    {
        SignedUrl key = await KeyAsync(Name, Upload, 1);

        Answer answer = await Storage.SendAsync(key, Bodies.Text("text"));

        answer.IsSuccess.Should().BeTrue();
        (await Storage.FetchAsync(Container, Name)).Should().BeNull();
    }

    [Test]
    public async Task The_key_of_the_object_or_of_all_around_it_puts_no_part()
    {
        string part = (await KeyAsync(Name, Upload, 1)).Url.Split('?')[1].Split('&').First(pair => pair.StartsWith("up=", StringComparison.Ordinal));
        SignedUrl ofObject = await Storage.UrlAsync(KeyScope.ForObject(Container, Name), Permissions.Write);
        SignedQuery ofContainer = await Storage.QueryAsync(KeyScope.ForContainer(Container), Permissions.Write | Permissions.Read);

        foreach (string url in new[] { ofObject.Url, $"{ofContainer.BaseUrl}/{Name}?{ofContainer.Query}" })
        {
            using HttpRequestMessage request = new(HttpMethod.Put, $"{url}&{part}&pn=1") { Content = Bodies.Text("text") };
            (await Storage.SendAsync(request)).ShouldForbid(LocalRefusalReasons.KeyMalformed);
        }

        Store.ListParts(Container, Name, Upload).Should().BeEmpty();
    }

    [TestCase("GET")]
    [TestCase("HEAD")]
    [TestCase("POST")]
    [TestCase("DELETE")]
    public async Task The_key_of_a_part_reads_appends_and_deletes_nothing(string method)
    {
        await Storage.StoreAsync(Container, Name, "stored");
        SignedUrl key = await KeyAsync(Name, Upload, 1);

        Answer answer = await Storage.SendAsync(new HttpRequestMessage(new HttpMethod(method), key.Url));

        answer.ShouldForbid(LocalRefusalReasons.PermissionMissing);
        (await Storage.FetchAsync(Container, Name)).Should().Be("stored");
    }

    [Test]
    public async Task A_part_has_no_precondition_and_no_metadata_of_its_own()
    {
        SignedUrl key = await KeyAsync(Name, Upload, 1);

        Answer conditional = await Storage.SendAsync(key, Bodies.Text("a"), request => request.Headers.Add("If-None-Match", "*"));
        Answer described = await Storage.SendAsync(key, Bodies.Text("a"), request => request.Headers.Add("x-valetkey-meta-a", "b"));

        conditional.ShouldRefuse(HttpStatusCode.BadRequest, LocalRefusalReasons.RequestMalformed);
        described.ShouldRefuse(HttpStatusCode.BadRequest, LocalRefusalReasons.RequestMalformed);
        Store.ListParts(Container, Name, Upload).Should().BeEmpty();
    }

    [Test]
    public async Task A_part_of_an_upload_that_is_over_or_never_was_is_not_taken()
    {
        await PutAsync(1, "one");
        await CompleteAsync();
        string aborted = await Store.BeginPartsAsync(Container, Name);
        (await Store.AbortPartsAsync(Container, Name, aborted)).Should().BeTrue();

        foreach (string upload in new[] { Upload, aborted, Guid.Empty.ToString("N"), "no-such-upload" })
        {
            Answer answer = await Storage.SendAsync(await KeyAsync(Name, upload, 2), Bodies.Text("late"));
            answer.ShouldRefuse(HttpStatusCode.NotFound, LocalRefusalReasons.UploadNotFound);
        }

        (await Storage.FetchAsync(Container, Name)).Should().Be("one");
        (await Store.VerifyAsync()).IsSound.Should().BeTrue();
    }

    [Test]
    public async Task An_upload_is_of_one_object_alone()
    {
        await PutAsync(1, "one");
        IReadOnlyList<LocalPart> parts = Store.ListParts(Container, Name, Upload)!;
        string other = Storage.NewContainer();

        Answer part = await Storage.SendAsync(await KeyAsync("another", Upload, 1), Bodies.Text("text"));

        part.ShouldRefuse(HttpStatusCode.NotFound, LocalRefusalReasons.UploadNotFound);
        Store.ListParts(Container, "another", Upload).Should().BeNull();
        Store.ListParts(other, Name, Upload).Should().BeNull();
        (await Store.CompletePartsAsync(Container, "another", Upload, parts)).Outcome.Should().Be(LocalPartsOutcome.NoSuchUpload);
        (await Store.CompletePartsAsync(other, Name, Upload, parts)).Outcome.Should().Be(LocalPartsOutcome.NoSuchUpload);
        (await Store.AbortPartsAsync(Container, "another", Upload)).Should().BeFalse();
        (await CompleteAsync()).Outcome.Should().Be(LocalPartsOutcome.Completed);
    }

    [Test]
    public async Task Of_two_uploads_to_one_object_each_has_its_own_parts()
    {
        string second = await Store.BeginPartsAsync(Container, Name);
        await PutAsync(1, "first");
        await Storage.SendAsync(await KeyAsync(Name, second, 1), Bodies.Text("second"));

        await Store.CompletePartsAsync(Container, Name, second, Store.ListParts(Container, Name, second)!);
        LocalPartsResult late = await CompleteAsync();

        late.Outcome.Should().Be(LocalPartsOutcome.ObjectExists);
        (await Storage.FetchAsync(Container, Name)).Should().Be("second");
    }

    [TestCase("")]
    [TestCase("x")]
    [TestCase("00000000-0000-0000-0000-000000000000")]
    public async Task Text_that_is_no_upload_names_none(string upload)
    {
        Store.ListParts(Container, Name, upload).Should().BeNull();
        (await Store.AbortPartsAsync(Container, Name, upload)).Should().BeFalse();
        (await Store.CompletePartsAsync(Container, Name, upload, [])).Outcome.Should().Be(LocalPartsOutcome.NoSuchUpload);
    }

    [Test]
    public async Task Upper_case_is_another_text_of_the_id_and_is_not_taken()
    {
        await PutAsync(1, "one");

        Store.ListParts(Container, Name, Upload.ToUpperInvariant()).Should().BeNull();
    }
}
