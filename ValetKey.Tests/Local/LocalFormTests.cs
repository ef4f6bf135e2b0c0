using System.Net;
using System.Text;
using ValetKey.Local;
using ValetKey.Tests.Local.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Local;

/// <summary>What a form lets a browser do.</summary>
[InForeignCultures]
public sealed class LocalFormTests : LocalTests
{
    [Test]
    public async Task A_browsers_form_stores_the_file_with_its_type()
    {
        string container = Storage.NewContainer();
        SignedForm form = await Storage.FormAsync(KeyScope.ForObject(container, "photo"));

        Answer answer = await Storage.SendAsync(Multipart.Of(form).File("pixels").PostTo(form.Url));
        Answer read = await Storage.SendAsync(await Storage.UrlAsync(KeyScope.ForObject(container, "photo"), Permissions.Read));

        answer.ShouldBe(HttpStatusCode.Created);
        answer.Header("ETag").Should().Be(read.Header("ETag"));
        read.Text.Should().Be("pixels");
        read.Header("Content-Type").Should().Be("image/jpeg");
    }

    [TestCase("photo.jpg", "up/photo.jpg")]
    [TestCase("a b&c.jpg", "up/a b&c.jpg")]
    [TestCase("日本語😀.jpg", "up/日本語😀.jpg")]
    [TestCase("C:\\\\fakepath\\\\photo.jpg", "up/photo.jpg")]
    [TestCase("..\\\\..\\\\x", "up/x")]
    [TestCase("..\\..\\x", "up/x")]
    [TestCase("../../x", "up/x")]
    [TestCase("a/b", "up/b")]
    [TestCase("/etc/passwd", "up/passwd")]
    [TestCase("${filename}", "up/${filename}")]
    [TestCase("%2E%2E%2Fx", "up/%2E%2E%2Fx")]
    public async Task The_files_name_is_put_in_without_its_path(string fileName, string expected)
    {
        string container = Storage.NewContainer();
        SignedForm form = await Storage.FormAsync(KeyScope.ForPrefix(container, "up/"));

        Answer answer = await Storage.SendAsync(Multipart.Of(form).File("x", fileName).PostTo(form.Url));

        answer.ShouldBe(HttpStatusCode.Created);
        (await Storage.NamesAsync(container)).Should().Equal(expected);
    }

    [TestCase("..")]
    [TestCase(".")]
    [TestCase("a/..")]
    [TestCase("")]
    [TestCase("a/")]
    public async Task A_file_without_a_name_of_its_own_is_refused(string fileName)
    {
        string container = Storage.NewContainer();
        SignedForm form = await Storage.FormAsync(KeyScope.ForPrefix(container, "up/"));

        Answer answer = await Storage.SendAsync(Multipart.Of(form).File("x", fileName).PostTo(form.Url));

        answer.ShouldRefuse(HttpStatusCode.BadRequest, LocalRefusalReasons.RequestMalformed);
        (await Storage.NamesAsync(container)).Should().BeEmpty();
    }

    [TestCase("up/chosen", true)]
    [TestCase("up/deep/chosen", true)]
    [TestCase("up10/chosen", false)]
    [TestCase("other", false)]
    [TestCase("up", false)]
    public async Task The_page_may_choose_a_name_under_the_prefix(string name, bool isOpen)
    {
        string container = Storage.NewContainer();
        SignedForm form = await Storage.FormAsync(KeyScope.ForPrefix(container, "up/"));

        Answer answer = await Storage.SendAsync(Multipart.Of(form, (field, value) => field == "key" ? name : value).File("x").PostTo(form.Url));

        if (isOpen)
        {
            answer.ShouldBe(HttpStatusCode.Created);
            (await Storage.NamesAsync(container)).Should().Equal(name);
        }
        else
        {
            answer.ShouldForbid(LocalRefusalReasons.OutOfScope);
            (await Storage.NamesAsync(container)).Should().BeEmpty();
        }
    }

    [Test]
    public async Task A_form_for_a_container_takes_any_name_in_it()
    {
        string container = Storage.NewContainer();
        SignedForm form = await Storage.FormAsync(KeyScope.ForContainer(container));

        Answer answer = await Storage.SendAsync(form.CreateRequest(Bodies.Text("x"), "file", "any/😀 name"));

        answer.ShouldBe(HttpStatusCode.Created);
        (await Storage.NamesAsync(container)).Should().Equal("any/😀 name");
    }

    [Test]
    public async Task An_object_may_be_named_like_the_placeholder()
    {
        string container = Storage.NewContainer();
        SignedForm form = await Storage.FormAsync(KeyScope.ForObject(container, "a/${filename}"));

        Answer answer = await Storage.SendAsync(form.CreateRequest(Bodies.Text("x")));

        answer.ShouldBe(HttpStatusCode.Created);
        (await Storage.NamesAsync(container)).Should().Equal("a/${filename}");
    }

    [TestCase(Permissions.Create, HttpStatusCode.Conflict, "first")]
    [TestCase(Permissions.Write, HttpStatusCode.OK, "second")]
    public async Task A_form_overwrites_only_when_it_may(Permissions permission, HttpStatusCode status, string left)
    {
        string container = Storage.NewContainer();
        SignedForm form = await Storage.FormAsync(KeyScope.ForObject(container, "o"), permission);
        await Storage.SendAsync(form.CreateRequest(Bodies.Text("first")));

        Answer again = await Storage.SendAsync(form.CreateRequest(Bodies.Text("second")));

        again.ShouldBe(status);
        (await Storage.FetchAsync(container, "o")).Should().Be(left);
    }

    [Test]
    public async Task A_file_may_hold_what_looks_like_a_form()
    {
        string container = Storage.NewContainer();
        SignedForm form = await Storage.FormAsync(KeyScope.ForObject(container, "o"));
        const string Tricky = "\r\n--other\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\nelsewhere\r\n--";

        Answer answer = await Storage.SendAsync(Multipart.Of(form).File(Tricky).PostTo(form.Url));

        answer.ShouldBe(HttpStatusCode.Created);
        (await Storage.FetchAsync(container, "o")).Should().Be(Tricky);
    }

    [Test]
    public async Task Fields_after_the_file_are_ignored_as_a_submit_button_is()
    {
        string container = Storage.NewContainer();
        SignedForm form = await Storage.FormAsync(KeyScope.ForObject(container, "o"));

        Answer answer = await Storage.SendAsync(Multipart.Of(form).File("x").Field("submit", "Upload").Field("key", "elsewhere").PostTo(form.Url));

        answer.ShouldBe(HttpStatusCode.Created);
        (await Storage.NamesAsync(container)).Should().Equal("o");
    }

    [Test]
    public async Task A_form_in_a_page_needs_no_closing_line_break()
    {
        string container = Storage.NewContainer();
        SignedForm form = await Storage.FormAsync(KeyScope.ForObject(container, "o"));

        Answer answer = await Storage.SendAsync(Multipart.Of(form).File("x").PostTo(form.Url, "------WebKitFormBoundary7MA4YWxkTrZu0gW--"));

        answer.ShouldBe(HttpStatusCode.Created);
        Encoding.UTF8.GetByteCount((await Storage.FetchAsync(container, "o"))!).Should().Be(1);
    }
}
