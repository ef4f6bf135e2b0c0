using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ValetKey.Local;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local;

/// <summary>Served by an application of the user's own.</summary>
public sealed class MappingTests
{
    [TestCase("/storage")]
    [TestCase("/s")]
    [TestCase("/api/v1/files.d/~x")]
    public async Task Keys_open_at_the_path_that_was_mapped(string path)
    {
        await using WebHost host = WebHost.BuildOne();
        host.App.MapGet("/", () => "application");
        host.App.MapValetKeyLocalStorage(path);
        await host.App.StartAsync();

        SignedUrl key = await host.KeyAsync();

        key.ToUri().AbsolutePath.Should().Be(path + "/c/a%20b");
        (await host.PutAsync()).ShouldBe(HttpStatusCode.Created);
        (await GetAsync("/")).Text.Should().Be("application");
        (await GetAsync(path + "/c/a%20b")).ShouldForbid(LocalRefusalReasons.KeyMissing);
        (await GetAsync(path)).ShouldRefuse(HttpStatusCode.BadRequest, LocalRefusalReasons.RequestMalformed);

        Task<Answer> GetAsync(string at) => host.SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(key.ToUri(), at)));
    }

    [TestCase("")]
    [TestCase("storage")]
    [TestCase("/")]
    [TestCase("/storage/")]
    [TestCase("/a//b")]
    [TestCase("/{x}")]
    [TestCase("/a b")]
    [TestCase("/é")]
    [TestCase("/a?b")]
    [TestCase("/a%20b")]
    public async Task A_path_that_could_never_match_is_refused_when_mapped(string path)
    {
        await using WebHost host = WebHost.BuildOne();

        host.App.Invoking(app => app.MapValetKeyLocalStorage(path))
            .Should().Throw<ArgumentException>().WithMessage($"*'{path}'*").WithParameterName(nameof(path));
    }

    [Test]
    public async Task A_group_is_refused_when_mapped()
    {
        await using WebHost host = WebHost.BuildOne();

        host.App.Invoking(app => app.MapGroup("/api").MapValetKeyLocalStorage()).Should().Throw<ArgumentException>().WithMessage("*group*");
    }

    [Test]
    public async Task It_works_behind_a_path_base()
    {
        await using WebHost host = WebHost.BuildOne();
        host.App.UsePathBase("/base path");
        host.App.UseRouting();
        host.App.MapValetKeyLocalStorage();
        await host.App.StartAsync();
        SignedUrl key = await host.KeyAsync();
        Uri behind = new(key.Url.Replace("/storage/", "/base%20path/storage/"));

        Answer answer = await host.SendAsync(new HttpRequestMessage(HttpMethod.Put, behind) { Content = Bodies.Text("x") });

        answer.ShouldBe(HttpStatusCode.Created);
        (await host.PutAsync()).ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task It_works_behind_a_proxy_with_a_path_of_its_own()
    {
        await using WebHost host = WebHost.BuildOne(options => options.PublicUrl = new Uri("https://files.example/public/"));
        host.App.MapValetKeyLocalStorage();
        SignedUrl key = await host.KeyAsync();
        await host.App.StartAsync();

        Answer answer = await host.SendAsync(new HttpRequestMessage(
            HttpMethod.Put, key.Url.Replace("https://files.example/public", host.App.Urls.First() + "/storage"))
        { Content = Bodies.Text("x") });

        key.Url.Should().StartWith("https://files.example/public/c/a%20b?");
        answer.ShouldBe(HttpStatusCode.Created);
    }

    [Test]
    public async Task Before_the_host_listens_the_error_says_what_to_do()
    {
        await using WebHost host = WebHost.BuildOne();
        host.App.MapValetKeyLocalStorage();

        ValetKeyException first = (await host.Invoking(it => it.KeyAsync()).Should().ThrowAsync<ValetKeyException>()).Which;
        host.App.Urls.Add("http://127.0.0.1:0");
        await host.Invoking(it => it.KeyAsync()).Should().ThrowAsync<ValetKeyException>("a port of 0 is no port");
        await host.App.StartAsync();

        first.Message.Should().Contain(nameof(LocalStorageOptions.PublicUrl)).And.Contain("MapValetKeyLocalStorage");
        (await host.PutAsync()).ShouldBe(HttpStatusCode.Created);
    }

    [Test]
    public async Task Several_storages_are_mapped_by_name_and_share_nothing()
    {
        await using WebHost host = WebHost.Build((builder, root) => builder
            .AddLocalStorage("one", options => options.RootPath = Path.Combine(root, "1"))
            .AddLocalStorage("two", options => options.RootPath = Path.Combine(root, "2")));
        host.App.MapValetKeyLocalStorage("/one", "one");
        host.App.MapValetKeyLocalStorage("/two", "two");
        await host.App.StartAsync();

        (await host.PutAsync("one")).ShouldBe(HttpStatusCode.Created);
        (await host.PutAsync("two")).ShouldBe(HttpStatusCode.Created);
        string crossed = (await host.KeyAsync("one")).Url.Replace("/one/", "/two/");
        Answer answer = await host.SendAsync(new HttpRequestMessage(HttpMethod.Put, crossed) { Content = Bodies.Text("x") });
        answer.ShouldForbid(LocalRefusalReasons.SignatureMismatch);
    }

    [Test]
    public async Task What_is_missing_is_named()
    {
        await using WebHost none = WebHost.Build((_, _) => { });
        await using WebHost two = WebHost.Build((builder, root) => builder
            .AddLocalStorage("one", options => options.RootPath = root).AddLocalStorage("two", options => options.RootPath = root));

        none.App.Invoking(app => app.MapValetKeyLocalStorage()).Should().Throw<InvalidOperationException>().WithMessage("*AddLocalStorage*");
        two.App.Invoking(app => app.MapValetKeyLocalStorage()).Should().Throw<InvalidOperationException>().WithMessage("*one, two*");
        two.App.Invoking(app => app.MapValetKeyLocalStorage(name: "three")).Should().Throw<InvalidOperationException>().WithMessage("*three*");
    }

    [Test]
    public async Task All_faults_of_the_options_are_told_at_once_at_the_start()
    {
        await using WebHost host = WebHost.BuildOne(options =>
        {
            options.RootPath = " ";
            options.PublicUrl = new Uri("ftp://user@host/?query#fragment");
            options.AllowedOrigins.Add("https://app.example/path");
            options.AllowedOrigins.Add("app.example");
        });

        OptionsValidationException fault = (await host.App.Invoking(app => app.StartAsync()).Should().ThrowAsync<OptionsValidationException>()).Which;

        fault.Failures.Should().HaveCount(4);
        fault.Message.Should().ContainAll(
            "RootPath is ' '", "PublicUrl is '[redacted]@host/?[redacted]'", "'https://app.example/path'", "'app.example'");
    }

    [TestCase("relative/path")]
    [TestCase("https://host/?q=1")]
    [TestCase("https://host/#f")]
    [TestCase("https://user:secret@host/")]
    [TestCase("file:///tmp")]
    public async Task A_public_url_is_plain_http(string url)
    {
        await using WebHost host = WebHost.BuildOne(options => options.PublicUrl = new Uri(url, UriKind.RelativeOrAbsolute));

        await host.App.Invoking(app => app.StartAsync()).Should().ThrowAsync<OptionsValidationException>().WithMessage("*PublicUrl*");
    }

    [Test]
    public async Task The_hosts_faults_are_told_at_once_too()
    {
        Func<Task> start = () => LocalStorageHost.StartAsync(options =>
        {
            options.Port = 70_000;
            options.AllowedOrigins.Add("nonsense");
        });

        OptionsValidationException fault = (await start.Should().ThrowAsync<OptionsValidationException>()).Which;

        fault.Failures.Should().HaveCount(3);
        fault.Message.Should().Contain("Port is 70000").And.Contain("65535").And.Contain("RootPath").And.Contain("nonsense");
    }
}
