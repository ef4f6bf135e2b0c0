using System.Net;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Local;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local;

/// <summary>In an application where whatever says nothing else needs a user that has signed in.</summary>
public sealed class FallbackPolicyTests
{
    private const string Login = "/login";

    [Test]
    public async Task A_key_opens_without_a_user()
    {
        await using WebHost host = await StartAsync(app => app.MapValetKeyLocalStorage());

        Answer written = await host.PutAsync();
        Answer read = await host.SendAsync((await host.Issuer().IssueUrlAsync(KeyScope.ForObject("c", "a b"), Permissions.Read)).CreateRequest());

        written.ShouldBe(HttpStatusCode.Created);
        read.ShouldBe(HttpStatusCode.OK);
        read.Text.Should().Be("x");
    }

    [Test]
    public async Task A_form_is_accepted_without_a_user()
    {
        await using WebHost host = await StartAsync(app => app.MapValetKeyLocalStorage());
        SignedForm form = await host.Issuer().IssueFormAsync(new KeyRequest(KeyScope.ForObject("c", "o"), Permissions.Create));

        Answer answer = await host.SendAsync(Multipart.Of(form).File("x").PostTo(form.Url));

        answer.ShouldBe(HttpStatusCode.Created);
    }

    [Test]
    public async Task Without_a_key_the_store_itself_refuses_and_nobody_is_sent_to_log_in()
    {
        await using WebHost host = await StartAsync(app => app.MapValetKeyLocalStorage());

        Answer answer = await host.SendAsync(new HttpRequestMessage(HttpMethod.Get, host.App.Urls.First() + "/storage/c/a%20b"));

        answer.ShouldForbid(LocalRefusalReasons.KeyMissing);
        answer.Headers.Should().NotContainKey("Location");
    }

    [Test]
    public async Task The_rest_of_the_application_stays_behind_the_policy()
    {
        await using WebHost host = await StartAsync(app => app.MapValetKeyLocalStorage());

        Answer answer = await host.SendAsync(new HttpRequestMessage(HttpMethod.Get, host.App.Urls.First() + "/private"));

        answer.ShouldBe(HttpStatusCode.Redirect);
        answer.Header("Location").Should().Contain(Login);
    }

    [Test]
    public async Task A_policy_that_the_application_puts_on_the_store_itself_counts()
    {
        await using WebHost byName = await StartAsync(app => app.MapValetKeyLocalStorage().RequireAuthorization());
        await using WebHost byPolicy = await StartAsync(
            app => app.MapValetKeyLocalStorage().RequireAuthorization(policy => policy.RequireClaim("x")));

        (await byName.PutAsync()).ShouldBe(HttpStatusCode.Redirect);
        (await byPolicy.PutAsync()).ShouldBe(HttpStatusCode.Redirect);
    }

    private static async Task<WebHost> StartAsync(Action<WebApplication> map)
    {
        WebHost host = WebHost.BuildOne(configureServices: services =>
        {
            services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options => options.LoginPath = Login);
            services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        });
        host.App.UseAuthentication();
        host.App.UseAuthorization();
        host.App.MapGet("/private", () => "private");
        map(host.App);
        await host.App.StartAsync();
        return host;
    }
}
