using System.Net;
using ValetKey.Local;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local;

/// <summary>What a form does not let anyone do: nothing is stored.</summary>
public sealed class LocalFormMisuseTests : LocalTests
{
    private string _container = "";
    private SignedForm _form = null!;

    [SetUp]
    public async Task IssueAsync()
    {
        _container = Storage.NewContainer();
        _form = await Storage.FormAsync(
            KeyScope.ForPrefix(_container, "up/"),
            Permissions.Write,
            new() { ContentType = "image/*", ContentLength = LengthRange.Between(2, 10), Metadata = new Dictionary<string, string> { ["a"] = "b" } });
    }

    [TearDown]
    public async Task Nothing_is_stored_Async() => (await Storage.NamesAsync(_container)).Should().BeEmpty();

    [TestCase("token", "", LocalRefusalReasons.KeyMissing)]
    [TestCase("token", null, LocalRefusalReasons.KeyMissing)]
    [TestCase("token", "vk=1", LocalRefusalReasons.KeyMalformed)]
    [TestCase("Content-Type", "text/html", LocalRefusalReasons.ContentTypeMismatch)]
    [TestCase("Content-Type", "", LocalRefusalReasons.ContentTypeMismatch)]
    [TestCase("x-valetkey-meta-a", "c", LocalRefusalReasons.MetadataMismatch)]
    [TestCase("x-valetkey-meta-a", null, LocalRefusalReasons.MetadataMismatch)]
    [TestCase("key", "elsewhere/${filename}", LocalRefusalReasons.OutOfScope)]
    public async Task An_altered_field_is_refused(string altered, string? sent, string reason)
    {
        Multipart multipart = Multipart.Of(_form, (field, value) => field == altered ? sent : Good(field, value));

        (await PostAsync(multipart.File("pixels"))).ShouldForbid(reason);
    }

    [TestCase("key", null)]
    [TestCase("key", "")]
    [TestCase("key", "up/../x")]
    [TestCase("key", "up/a\\b")]
    [TestCase("key", "up/a\nb")]
    [TestCase("Content-Type", "image/png\r\nSet-Cookie: a=b")]
    [TestCase("Content-Type", "image/\u00e9")]
    public async Task A_field_that_cannot_be_is_refused(string altered, string? sent)
    {
        Multipart multipart = Multipart.Of(_form, (field, value) => field == altered ? sent : Good(field, value));

        Answer answer = await PostAsync(multipart.File("pixels"));

        ((int)answer.Status).Should().BeOneOf(400, 403);
        answer.Reason.Should().BeOneOf(LocalRefusalReasons.RequestMalformed, LocalRefusalReasons.ContentTypeMismatch);
    }

    [TestCase("surplus")]
    [TestCase("Content-Disposition")]
    [TestCase("x-amz-meta-a")]
    [TestCase("")]
    public async Task An_unknown_field_is_refused(string field) =>
        (await PostAsync(Good().Field(field, "x").File("pixels"))).ShouldRefuse(HttpStatusCode.BadRequest, LocalRefusalReasons.RequestMalformed);

    [TestCase("x-valetkey-meta-extra")]
    public async Task One_more_metadatum_is_refused(string field) =>
        (await PostAsync(Good().Field(field, "x").File("pixels"))).ShouldForbid(LocalRefusalReasons.MetadataMismatch);

    [TestCase("key")]
    [TestCase("KEY")]
    [TestCase("token")]
    [TestCase("content-type")]
    [TestCase("x-valetkey-meta-a")]
    public async Task A_doubled_field_is_refused(string field) =>
        (await PostAsync(Good().Field(field, "up/x").File("pixels"))).ShouldRefuse(HttpStatusCode.BadRequest, LocalRefusalReasons.RequestMalformed);

    [Test]
    public async Task Without_a_file_nothing_is_done() =>
        (await PostAsync(Good())).ShouldRefuse(HttpStatusCode.BadRequest, LocalRefusalReasons.RequestMalformed);

    [TestCase("upload")]
    [TestCase("File")]
    public async Task A_file_under_another_name_is_no_file(string field) =>
        ((int)(await PostAsync(Good().File("pixels", field: field))).Status).Should().Be(400);

    [Test]
    public async Task A_file_before_the_fields_comes_without_a_key()
    {
        Multipart multipart = new Multipart().File("pixels");
        foreach ((string field, string value) in _form.Fields)
        {
            multipart.Field(field, value);
        }

        (await PostAsync(multipart)).ShouldForbid(LocalRefusalReasons.KeyMissing);
    }

    [TestCase("x")]
    [TestCase("12345678901")]
    [TestCase("")]
    public async Task A_file_of_the_wrong_length_is_refused(string content) =>
        (await PostAsync(Good().File(content))).ShouldForbid(LocalRefusalReasons.LengthMismatch);

    [TestCase("")]
    [TestCase("------WebKitFormBoundary7MA4YWxkTrZu0g")]
    [TestCase("--wrong--\r\n")]
    public async Task A_form_that_breaks_off_is_refused(string end)
    {
        Answer answer = await Storage.SendAsync(Good().File("pix").PostTo(_form.Url, end));

        answer.IsSuccess.Should().BeFalse();
        ((int)answer.Status).Should().BeLessThan(500, answer.Text);
    }

    [Test]
    public async Task A_form_that_breaks_off_within_its_fields_is_refused([Values(1, 60, 200, 400)] int length)
    {
        byte[] whole = await Good().File("pixels").PostTo(_form.Url).Content!.ReadAsByteArrayAsync();
        HttpRequestMessage request = Good().File("pixels").PostTo(_form.Url);
        string type = request.Content!.Headers.NonValidated["Content-Type"].ToString();
        request.Content = Bodies.Bytes(whole[..length], type);

        (await Storage.SendAsync(request)).ShouldRefuse(HttpStatusCode.BadRequest, LocalRefusalReasons.RequestMalformed);
    }

    [TestCase("application/x-www-form-urlencoded")]
    [TestCase("multipart/form-data")]
    [TestCase("multipart/form-data; boundary=")]
    [TestCase("multipart/form-data; boundary=other")]
    [TestCase("multipart/mixed; boundary=----WebKitFormBoundary7MA4YWxkTrZu0gW")]
    [TestCase("text/plain")]
    public async Task Another_content_type_is_no_form(string contentType) =>
        (await Storage.SendAsync(Good().File("pixels").PostTo(_form.Url, contentType: contentType)))
            .ShouldRefuse(HttpStatusCode.BadRequest, LocalRefusalReasons.RequestMalformed);

    [Test]
    public async Task Too_many_or_too_long_fields_are_refused()
    {
        Multipart many = Good();
        for (int i = 0; i < 100; i++)
        {
            many.Field($"x-valetkey-meta-{i}", "x");
        }

        (await PostAsync(many.File("pixels"))).ShouldRefuse(HttpStatusCode.BadRequest, LocalRefusalReasons.RequestMalformed);
        (await PostAsync(Good().Field("x-valetkey-meta-z", new string('x', 20_000)).File("pixels")))
            .ShouldRefuse(HttpStatusCode.BadRequest, LocalRefusalReasons.RequestMalformed);
    }

    [Test]
    public async Task Bytes_that_are_no_text_are_no_field()
    {
        byte[] whole = await Good().Field("x-valetkey-meta-z", "PLACE").File("pixels").PostTo(_form.Url).Content!.ReadAsByteArrayAsync();
        int at = whole.AsSpan().IndexOf("PLACE"u8);
        whole[at] = 0xFF;
        HttpRequestMessage request = Good().PostTo(_form.Url);
        request.Content = Bodies.Bytes(whole, request.Content!.Headers.NonValidated["Content-Type"].ToString());

        (await Storage.SendAsync(request)).ShouldRefuse(HttpStatusCode.BadRequest, LocalRefusalReasons.RequestMalformed);
    }

    [TestCase("a\"; filename*; x=\"")]
    [TestCase("a\"; filename; x=\"")]
    public async Task A_parameter_without_a_value_makes_no_form(string fileName) =>
        (await PostAsync(Good().File("pixels", fileName))).ShouldRefuse(HttpStatusCode.BadRequest, LocalRefusalReasons.RequestMalformed);

    [Test]
    public async Task Names_that_differ_only_beyond_ascii_are_no_trap()
    {
        SignedForm open = await Storage.FormAsync(KeyScope.ForObject(_container, "o"));
        Multipart multipart = Multipart.Of(open).Field("x-valetkey-meta-k", "x").Field("x-valetkey-meta-\u212a", "x").File("x");

        (await Storage.SendAsync(multipart.PostTo(open.Url))).ShouldRefuse(HttpStatusCode.BadRequest, LocalRefusalReasons.RequestMalformed);
    }

    private static string Good(string field, string value) => field == "Content-Type" ? "image/png" : value;

    private Multipart Good() => Multipart.Of(_form, Good);

    private Task<Answer> PostAsync(Multipart multipart) => Storage.SendAsync(multipart.PostTo(_form.Url));
}
