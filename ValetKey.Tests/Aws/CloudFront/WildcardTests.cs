using System.Net;
using CsCheck;
using ValetKey.Tests.Aws.CloudFront.Support;

namespace ValetKey.Tests.Aws.CloudFront;

/// <summary><c>*</c> and <c>?</c> are wildcards in policies: no name may smuggle one in.</summary>
public sealed class WildcardTests
{
    private static readonly KeyConstraints Office = new() { ClientNetwork = ClientNetwork.FromNetwork(IPNetwork.Parse("203.0.113.0/24")) };

    private static readonly string[] Segments =
        ["a", "b", "ab", "*", "?", "%2A", "%", "a b", "+", "&", "#", "'", "\"", "ü", "𝄞", "~", "(", ".a", "a.", "{name}"];

    private TestDistribution _distribution = null!;

    [OneTimeSetUp]
    public void SetUp() => _distribution = TestDistribution.WithEcdsa();

    [OneTimeTearDown]
    public async Task TearDown() => await _distribution.DisposeAsync();

    [TestCase("a*b", "a%2Ab")]
    [TestCase("a?b", "a%3Fb")]
    [TestCase("*", "%2A")]
    public async Task A_name_with_wildcards_is_opened_by_a_canned_policy(string name, string encoded)
    {
        SignedUrl key = await _distribution.Issuer.IssueUrlAsync(KeyScope.ForObject("media", name), Permissions.Read);

        key.Url.Should().StartWith($"{TestDistribution.BaseUrl}/media/{encoded}?Expires=").And.NotContain("*");
        string query = key.Url[(key.Url.LastIndexOf('?') + 1)..];
        CloudFrontEdge edge = new(TestDistribution.Start);
        edge.Opens(key.Url).Should().BeTrue();
        edge.Opens($"{TestDistribution.BaseUrl}/media/axb?{query}").Should().BeFalse();
        edge.Opens($"{TestDistribution.BaseUrl}/media/secret?{query}").Should().BeFalse();
    }

    [TestCase("media", "a*b")]
    [TestCase("media", "a?b")]
    [TestCase("media", "*/b")]
    [TestCase("me*dia", "b")]
    [TestCase("?", "b")]
    public async Task A_name_with_wildcards_is_refused_in_a_custom_policy(string container, string name)
    {
        KeyScope scope = KeyScope.ForObject(container, name);

        foreach (KeyForm form in new[] { KeyForm.SignedUrl, KeyForm.SignedQuery, KeyForm.SignedCookies })
        {
            await ShouldBeRefusedAsync(scope, form, Office);
            await ShouldBeRefusedAsync(scope, form, new() { NotBefore = TestDistribution.Start.AddMinutes(1) });
        }
    }

    [TestCase("media", "a*/")]
    [TestCase("media", "?/")]
    [TestCase("m*", "a/")]
    [TestCase("m?", null)]
    public async Task A_prefix_or_container_with_wildcards_is_refused(string container, string? prefix)
    {
        KeyScope scope = prefix is null ? KeyScope.ForContainer(container) : KeyScope.ForPrefix(container, prefix);

        await ShouldBeRefusedAsync(scope, KeyForm.SignedQuery, KeyConstraints.None);
        await ShouldBeRefusedAsync(scope, KeyForm.SignedCookies, KeyConstraints.None);
    }

    [Test]
    public async Task A_name_that_looks_like_an_encoded_wildcard_is_none_even_when_decoded()
    {
        SignedUrl key = (SignedUrl)await _distribution.IssueAsync(KeyScope.ForObject("media", "a%2Ab"), constraints: Office);
        string query = key.Url[(key.Url.LastIndexOf('?') + 1)..];

        key.Url.Should().StartWith($"{TestDistribution.BaseUrl}/media/a%252Ab?Policy=");
        foreach (bool decodes in new[] { false, true })
        {
            CloudFrontEdge edge = new(TestDistribution.Start) { DecodesResources = decodes };
            edge.Opens(key.Url).Should().BeTrue();
            edge.Opens($"{TestDistribution.BaseUrl}/media/axb?{query}").Should().BeFalse();
        }
    }

    /// <summary>Over all kinds of scopes and names that are alike, a key opens what its scope covers, whichever way CloudFront compares.</summary>
    [Test]
    public void A_key_opens_exactly_what_its_scope_covers()
    {
        Gen<string> segment = Gen.Int[0, Segments.Length - 1].Select(i => Segments[i]);
        Gen<string> name = segment.Array[1, 3].Select(segments => string.Join('/', segments));
        Gen<KeyScope> scope = Gen.OneOf(
            name.Select(text => KeyScope.ForObject("media", text)),
            name.Select(text => KeyScope.ForPrefix("media", text + "/")),
            Gen.Const(KeyScope.ForContainer("media")));

        Gen.Select(scope, name, Gen.Bool, Gen.Bool, Gen.Bool).Sample(
            (granted, asked, cookies, constrained, decodes) =>
            {
                IssuedKey key;
                try
                {
                    key = _distribution.IssueAsync(
                        granted, cookies ? KeyForm.SignedCookies : KeyForm.SignedQuery, constraints: constrained ? Office : null)
                            .GetAwaiter().GetResult();
                }
                catch (ValetKeyException refusal)
                {
                    return refusal.Reason == ValetKeyErrorReason.Unsupported && granted.Name.AsSpan().ContainsAny("*?");
                }

                string url = $"{TestDistribution.BaseUrl}/media/{string.Join('/', asked.Split('/').Select(Uri.EscapeDataString))}";
                HttpRequestMessage request = new(HttpMethod.Get, key is SignedQuery query ? $"{url}?{query.Query}" : url);
                if (key is SignedCookies jar)
                {
                    request.Headers.Add("Cookie", string.Join("; ", jar.Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
                }

                CloudFrontEdge edge = new(TestDistribution.Start) { DecodesResources = decodes };
                return edge.Opens(request) == granted.Covers(KeyScope.ForObject("media", asked));
            },
            iter: 3000);
    }

    private async Task ShouldBeRefusedAsync(KeyScope scope, KeyForm form, KeyConstraints constraints)
    {
        Func<Task> act = () => _distribution.IssueAsync(scope, form, constraints: constraints);

        (await act.Should().ThrowAsync<ValetKeyException>().WithMessage("*wildcards*")).Which.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
    }
}
