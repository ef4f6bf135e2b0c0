using ValetKey.Local;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local;

/// <summary>The key of a form is for forms, and no other key is.</summary>
public sealed class FormKeyTests : LocalTests
{
    private string _container = "";
    private SignedForm _form = null!;

    [SetUp]
    public async Task IssueAsync()
    {
        _container = Storage.NewContainer();
        _form = await Storage.FormAsync(KeyScope.ForPrefix(_container, "up/"), Permissions.Write);
    }

    [TearDown]
    public async Task Nothing_is_stored_Async() => (await Storage.NamesAsync(_container)).Should().BeEmpty();

    [Test]
    public async Task A_form_posted_to_another_container_or_object_is_refused()
    {
        Answer container = await Storage.SendAsync(Multipart.Of(_form).File("pixels").PostTo(_form.Url + "x"));
        Answer toObject = await Storage.SendAsync(Multipart.Of(_form).File("pixels").PostTo(_form.Url + "/up/o"));

        container.ShouldForbid(LocalRefusalReasons.SignatureMismatch);
        toObject.ShouldForbid(LocalRefusalReasons.KeyMissing);
    }

    [Test]
    public async Task The_key_of_a_url_or_query_opens_no_form()
    {
        SignedUrl url = await Storage.UrlAsync(KeyScope.ForObject(_container, "up/o"), Permissions.Write);
        SignedUrl list = await Storage.UrlAsync(KeyScope.ForContainer(_container), Permissions.List);
        SignedQuery query = await Storage.QueryAsync(KeyScope.ForContainer(_container), Permissions.Write | Permissions.List);

        Answer[] answers =
        [
            await WithTokenAsync(url.Url.Split('?')[1]), await WithTokenAsync(list.Url.Split('?')[1]), await WithTokenAsync(query.Query),
        ];

        answers[0].ShouldForbid(LocalRefusalReasons.SignatureMismatch);
        answers[1].ShouldForbid(LocalRefusalReasons.PermissionMissing);
        answers[2].ShouldForbid(LocalRefusalReasons.PermissionMissing);
    }

    [TestCase("GET", "")]
    [TestCase("PUT", "/up/o")]
    [TestCase("GET", "/up/o")]
    [TestCase("POST", "/up/o")]
    [TestCase("DELETE", "/up/o")]
    public async Task The_key_of_a_form_opens_no_url(string method, string path)
    {
        HttpRequestMessage request = new(new HttpMethod(method), $"{_form.Url}{path}?{_form.Fields["token"]}") { Content = Bodies.Text("pixels") };

        (await Storage.SendAsync(request)).ShouldForbid(LocalRefusalReasons.PermissionMissing);
    }

    private Task<Answer> WithTokenAsync(string token) =>
        Storage.SendAsync(Multipart.Of(_form, (field, value) => field == "token" ? token : value).File("pixels").PostTo(_form.Url));
}
