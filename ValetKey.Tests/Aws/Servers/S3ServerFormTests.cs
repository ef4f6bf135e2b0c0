using System.Net;
using System.Net.Http.Headers;
using Amazon.S3.Model;
using ValetKey.Tests.Aws.Servers.Support;

namespace ValetKey.Tests.Aws.Servers;

/// <summary>What a form allows is stored, up to its borders and not beyond.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class S3ServerFormTests : S3ServerTests
{
    private static readonly HttpStatusCode[] Refusals = [HttpStatusCode.Forbidden, HttpStatusCode.BadRequest];

    [TestCase(2, false)]
    [TestCase(3, true)]
    [TestCase(4, true)]
    [TestCase(5, true)]
    [TestCase(6, false)]
    public async Task Length_range_is_held_at_its_borders(int length, bool isAllowed)
    {
        string name = NewName();
        SignedForm form = await IssueAsync(Object(name), new() { ContentLength = LengthRange.Between(3, 5) });

        HttpStatusCode status = await SendAsync(form.CreateRequest(new ByteArrayContent(new byte[length])));

        await ShouldBeStoredIfAsync(isAllowed, name, status);
    }

    [TestCase(0, true)]
    [TestCase(1, false)]
    public async Task Empty_file_is_a_length_like_others(int length, bool isAllowed)
    {
        string name = NewName();
        SignedForm form = await IssueAsync(Object(name), new() { ContentLength = LengthRange.Exactly(0) });

        HttpStatusCode status = await SendAsync(form.CreateRequest(new ByteArrayContent(new byte[length])));

        await ShouldBeStoredIfAsync(isAllowed, name, status);
    }

    [TestCase("image/png", true)]
    [TestCase("image/svg+xml", true)]
    [TestCase("text/html", false)]
    [TestCase("images/png", false)]
    [TestCase("IMAGE/png", false)]
    public async Task Content_type_family_is_held(string type, bool isAllowed)
    {
        string name = NewName();
        SignedForm form = await AmazonIssuer.IssueFormAsync(
            new KeyRequest(Object(name), Permissions.Write) { Constraints = new() { ContentType = "image/*" } });
        ByteArrayContent file = new([1]) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };

        HttpStatusCode status = await SendAsync(form.CreateRequest(file));

        await ShouldBeStoredIfAsync(isAllowed, name, status);
    }

    [Test]
    public async Task Content_type_family_wants_a_type()
    {
        string name = NewName();
        FormPost form = new(await AmazonIssuer.IssueFormAsync(
            new KeyRequest(Object(name), Permissions.Write) { Constraints = new() { ContentType = "image/*" } }));

        form.Fields.Remove("Content-Type");

        await ShouldBeStoredIfAsync(false, name, await SendAsync(form.ToRequest()));
    }

    [Test]
    public async Task Type_and_metadata_are_stored()
    {
        string name = NewName();
        SignedForm form = await IssueAsync(
            Object(name), new() { ContentType = "text/css", Metadata = new Dictionary<string, string> { ["owner"] = "a  b+c \"d\" <e>" } });

        await SendAsync(form.CreateRequest(new ByteArrayContent([1])));

        GetObjectMetadataResponse stored = await Owner.GetObjectMetadataAsync(Bucket, name);
        stored.Headers.ContentType.Should().Be("text/css");
        stored.Metadata["x-amz-meta-owner"].Should().BeOneOf("a  b+c \"d\" <e>", "a b+c \"d\" <e>");
    }

    [TestCase("photo.png")]
    [TestCase("deep/er/photo.png")]
    [TestCase("odd name+100%.png")]
    public async Task Name_below_the_prefix_is_the_clients(string file)
    {
        string folder = NewName("tenant1/");
        SignedForm form = await IssueAsync(KeyScope.ForPrefix(Bucket, folder));

        HttpStatusCode status = await SendAsync(form.CreateRequest(new ByteArrayContent([1]), name: folder + file));

        await ShouldBeStoredIfAsync(true, folder + file, status);
    }

    [Test]
    public async Task File_name_stands_for_its_place_in_the_name()
    {
        string folder = NewName("tenant1/");
        FormPost form = new(await IssueAsync(KeyScope.ForPrefix(Bucket, folder)));

        HttpStatusCode status = await SendAsync(form.ToRequest(fileName: "from browser.txt"));

        await ShouldBeStoredIfAsync(true, folder + "from browser.txt", status);
    }

    [TestCase("tenant10/object")]
    [TestCase("tenant1")]
    [TestCase("tenant/object")]
    [TestCase("${filename}")]
    public async Task Name_outside_the_prefix_is_refused(string name)
    {
        string root = NewName("");
        FormPost form = new(await IssueAsync(KeyScope.ForPrefix(Bucket, root + "tenant1/")));

        form.Fields["key"] = root + name;

        await ShouldBeStoredIfAsync(false, root + name, await SendAsync(form.ToRequest()));
    }

    [Test]
    public async Task Container_takes_any_name()
    {
        string name = NewName();
        SignedForm form = await IssueAsync(KeyScope.ForContainer(Bucket));

        HttpStatusCode status = await SendAsync(form.CreateRequest(new ByteArrayContent([1]), name: name));

        await ShouldBeStoredIfAsync(true, name, status);
    }

    [TestCase(200)]
    [TestCase(201)]
    [TestCase(204)]
    public async Task Success_has_the_status(int status)
    {
        SignedForm form = await IssueAsync(Object(NewName()), extra: new FormSuccess(status));

        ((int)await SendAsync(form.CreateRequest(new ByteArrayContent([1])))).Should().Be(status);
    }

    [Test]
    public async Task Success_sends_the_browser_on()
    {
        SignedForm form = await IssueAsync(Object(NewName()), extra: new FormSuccess(new Uri("https://example.com/done?a=b")));

        using HttpResponseMessage response = await Gateway.Client.SendAsync(form.CreateRequest(new ByteArrayContent([1])));

        response.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        response.Headers.Location!.AbsoluteUri.Should().StartWith("https://example.com/done?a=b");
    }

    private async Task<SignedForm> IssueAsync(KeyScope scope, KeyConstraints? constraints = null, KeyExtra? extra = null) =>
        await Issuer.IssueFormAsync(new KeyRequest(scope, Permissions.Write)
        {
            Constraints = constraints ?? KeyConstraints.None,
            Extras = extra is null ? [] : [extra],
        });

    private async Task ShouldBeStoredIfAsync(bool isAllowed, string name, HttpStatusCode status)
    {
        status.Should().BeOneOf(isAllowed ? [HttpStatusCode.NoContent] : Refusals);
        (await ContentOfAsync(name) is not null).Should().Be(isAllowed);
    }
}
