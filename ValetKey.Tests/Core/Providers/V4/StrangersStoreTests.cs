using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ValetKey.Providers;
using ValetKey.Tests.Docs;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Core.Providers.V4;

/// <summary>The store with labels of its own in docs/custom-signer.md, as a stranger compiles it, against a naive derivation of signatures.</summary>
[InForeignCultures]
internal sealed class StrangersStoreTests
{
    private const string Account = "ACMEKEY1";
    private const string Secret = "s3cret/with+signs=";
    private const string Origin = "https://depot.example:8443";

    private static readonly DateTimeOffset Now = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);

    private static readonly NaiveV4 Naive = new("ACME4-HMAC-SHA256", "ACME4", "north/depot/acme4_request", "X-Acme-", Account, Secret);

    private static readonly Dictionary<string, string> None = [];

    private static readonly Lazy<Snippet> Source = new(() =>
        Snippet.In("docs/custom-signer.md", File.ReadAllText(Repository.PathTo("docs", "custom-signer.md")))
            .Single(snippet => snippet.Code.Contains("class DepotSigner", StringComparison.Ordinal)));

    private static readonly Lazy<Type> DepotSigner = new(() => SnippetCompiler.Load(Source.Value).GetType("DepotSigner", throwOnError: true)!);

    private ServiceProvider _services = null!;

    [SetUp]
    public void Wire()
    {
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(new FakeTimeProvider(Now));
        services.AddValetKey(options => options.MaximumLifetime = TimeSpan.FromDays(7)).AddSigner(
            "depot", _ => (IKeySigner)Activator.CreateInstance(DepotSigner.Value, new Uri(Origin), "north", Account, Secret)!);
        _services = services.BuildServiceProvider();
    }

    [TearDown]
    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Test]
    public void It_is_a_page_of_code() => Source.Value.Code.TrimEnd().Split('\n').Should().HaveCountLessThan(60);

    [TestCase("users/42/avatar.png")]
    [TestCase("käse/żółć/日本語 🗝 +~%.txt")]
    public async Task A_download_is_as_the_specification_has_it(string name)
    {
        KeyConstraints constraints = new() { Response = new() { ContentDisposition = "attachment; filename=\"a b.txt\"" } };
        Dictionary<string, string> parameters = new() { ["response-content-disposition"] = "attachment; filename=\"a b.txt\"" };

        SignedUrl key = await IssueAsync<SignedUrl>(KeyScope.ForObject("shelf", name), Permissions.Read, constraints);

        key.Url.Should().Be(Naive.UrlOf("GET", Origin, $"/shelf/{name}", parameters, None, Now.AddMinutes(-5), Now.AddMinutes(15)));
    }

    [Test]
    public async Task An_upload_is_as_the_specification_has_it()
    {
        KeyConstraints constraints = new() { ContentType = "text/plain; charset=utf-8" };

        SignedUrl key = await IssueAsync<SignedUrl>(KeyScope.ForObject("shelf", "a"), Permissions.Write, constraints);

        key.Url.Should().Be(Naive.UrlOf("PUT", Origin, "/shelf/a", None, key.Headers, Now.AddMinutes(-5), Now.AddMinutes(15)));
        key.Headers.Should().BeEquivalentTo(new Dictionary<string, string> { ["Content-Type"] = "text/plain; charset=utf-8" });
    }

    [Test]
    public async Task A_listing_of_seven_days_is_as_the_specification_has_it()
    {
        Dictionary<string, string> parameters = new() { ["list-type"] = "2", ["prefix"] = "é/" };

        SignedUrl key = await IssueAsync<SignedUrl>(KeyScope.ForPrefix("shelf", "é/"), Permissions.List, lifetime: TimeSpan.FromDays(7));

        key.Url.Should().Be(Naive.UrlOf("GET", Origin, "/shelf/", parameters, None, Now, Now.AddDays(7)));
    }

    [Test]
    public async Task A_form_is_as_the_specification_has_it()
    {
        SignedForm form = await IssueAsync<SignedForm>(
            KeyScope.ForPrefix("shelf", "in/"), Permissions.Write, new() { ContentLength = LengthRange.Between(1, 1000) });

        using JsonDocument policy = JsonDocument.Parse(Convert.FromBase64String(form.Fields["Policy"]));
        policy.RootElement.GetProperty("expiration").GetString().Should().Be("2026-05-04T03:17:01.000Z");
        policy.RootElement.GetProperty("conditions").EnumerateArray().Select(condition => condition.GetRawText()).Should().Equal(
            "{\"bucket\":\"shelf\"}",
            "[\"starts-with\",\"$key\",\"in/\"]",
            "[\"content-length-range\",1,1000]",
            $"{{\"x-acme-credential\":\"{Naive.CredentialOf(Now)}\"}}",
            "{\"x-acme-algorithm\":\"ACME4-HMAC-SHA256\"}",
            "{\"x-acme-date\":\"20260504T030201Z\"}");
        form.Fields["x-acme-signature"].Should().Be(Naive.Sign(form.Fields["Policy"], Now));
        form.Fields["key"].Should().Be("in/${filename}");
        form.Url.Should().Be(Origin + "/shelf/");
    }

    [Test]
    public async Task What_it_does_not_declare_is_refused()
    {
        Func<Task> issue = () => IssueAsync<SignedUrl>(KeyScope.ForObject("shelf", "a"), Permissions.Delete);

        (await issue.Should().ThrowExactlyAsync<ValetKeyException>()).Which.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
    }

    private async Task<TKey> IssueAsync<TKey>(KeyScope scope, Permissions permissions, KeyConstraints? constraints = null, TimeSpan? lifetime = null)
        where TKey : IssuedKey
    {
        KeyRequest request = new(scope, permissions) { Constraints = constraints ?? KeyConstraints.None, Lifetime = lifetime };
        IssuedKey key = await _services.GetRequiredService<IValetKeyIssuer>().IssueAsync(request);
        return key.Should().BeOfType<TKey>().Subject;
    }
}
