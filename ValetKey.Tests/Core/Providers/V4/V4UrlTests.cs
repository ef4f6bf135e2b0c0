using ValetKey.Providers;
using ValetKey.Tests.Aws.S3;

namespace ValetKey.Tests.Core.Providers.V4;

/// <summary>What no grant of a provider leads to, but a stranger's may.</summary>
public sealed class V4UrlTests
{
    private const string Origin = "https://depot.example";

    private static readonly DateTimeOffset Start = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);

    private static readonly V4Place Place = new("shelf", Origin, "depot.example", "/shelf/");

    private static readonly NaiveV4 Naive = new("ACME4-HMAC-SHA256", "ACME4", "north/depot/acme4_request", "X-Acme-", "ACMEKEY1", "secret");

    private static readonly V4Labels Labels = new()
    {
        Algorithm = "ACME4-HMAC-SHA256",
        SecretPrefix = "ACME4",
        Region = "north",
        Service = "depot",
        Terminator = "acme4_request",
        ParameterPrefix = "X-Acme-",
    };

    [Test]
    public void Any_request_is_as_a_naive_model_has_it([Range(1, 5)] int seed)
    {
        UrlCaseGenerator generate = new(seed);
        using V4HmacKey key = new("ACMEKEY1", "secret", Labels);
        for (int i = 0; i < 200; i++)
        {
            string name = generate.Name();
            Dictionary<string, string> parameters = Enumerable.Range(0, generate.Number(0, 5))
                .Select(_ => generate.Pick("a", "é", "X-Acme-Age", "X-Acme-Late", "X-Acme-Si", "X-acme-x", "Z", "A", "日", "")).Distinct()
                .ToDictionary(parameter => parameter, _ => generate.Name());
            Dictionary<string, string> headers = generate.Chance(0.5) ? new() { ["X-Acme-Meta-A"] = "  a \t b  c " } : [];
            DateTimeOffset end = Start.AddSeconds(generate.Number(1, 604_800));

            string url = Sign(key, parameters, headers, end: end, name: name);

            url.Should().Be(Naive.UrlOf("GET", Origin, $"/shelf/{name}", parameters, headers, Start, end), "case {0} of seed {1}", i, seed);
        }
    }

    [Test]
    public void A_session_token_is_signed_in_its_place()
    {
        using V4HmacKey key = new("ACMEKEY1", "secret", Labels, "to+ken/=");

        Dictionary<string, string> parameters = new() { ["X-Acme-Security-Token"] = "to+ken/=" };
        Sign(key, []).Should().Be(Naive.UrlOf("GET", Origin, "/shelf/a", parameters, new Dictionary<string, string>(), Start, Start.AddMinutes(1)));
    }

    [TestCase("X-Acme-Algorithm")]
    [TestCase("X-Acme-Credential")]
    [TestCase("X-Acme-Date")]
    [TestCase("X-Acme-Expires")]
    [TestCase("X-Acme-Security-Token")]
    [TestCase("X-Acme-Signature")]
    [TestCase("X-Acme-SignedHeaders")]
    public void A_parameter_of_the_signatures_own_is_refused(string parameter)
    {
        using V4HmacKey key = new("ACMEKEY1", "secret", Labels, "token");

        FluentActions.Invoking(() => Sign(key, new() { ["A"] = "1", [parameter] = "1", ["z"] = "1" })).Should().ThrowExactly<ArgumentException>()
            .WithMessage($"*{parameter}*");
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(604_801)]
    public void A_lifetime_that_no_service_takes_is_refused(int seconds)
    {
        using V4HmacKey key = new("ACMEKEY1", "secret", Labels);

        FluentActions.Invoking(() => Sign(key, [], end: Start.AddSeconds(seconds))).Should().ThrowExactly<ArgumentException>();
    }

    [Test]
    public void A_key_that_was_disposed_signs_no_more_on_any_day()
    {
        V4HmacKey key = new("ACMEKEY1", "secret", Labels);
        Sign(key, []).Should().NotBeEmpty();

        key.Dispose();

        FluentActions.Invoking(() => Sign(key, [])).Should().ThrowExactly<ObjectDisposedException>();
        FluentActions.Invoking(() => Sign(key, [], start: Start.AddDays(3))).Should().ThrowExactly<ObjectDisposedException>();
    }

    [Test]
    public void Words_outside_ascii_are_refused_and_not_signed_as_others()
    {
        using V4HmacKey key = new("ACMEKEY1", "secret", new V4Labels
        {
            Algorithm = "ACME4-HMAC-SHA256",
            Region = "Řezno",
            Service = "depot",
            Terminator = "acme4_request",
            ParameterPrefix = "X-Acme-",
        });

        FluentActions.Invoking(() => Sign(key, [])).Should().ThrowExactly<ArgumentException>().WithMessage("*ASCII*");
        FluentActions.Invoking(() => new V4Place("shelf", "https://bücher.example", "bücher.example", "/")).Should()
            .ThrowExactly<ArgumentException>();
    }

    [TestCase("shelf/")]
    [TestCase("/shelf")]
    [TestCase("")]
    public void A_path_without_its_slashes_is_refused(string path) =>
        FluentActions.Invoking(() => new V4Place("shelf", Origin, "depot.example", path)).Should().ThrowExactly<ArgumentException>();

    private static string Sign(
        V4LocalKey key,
        Dictionary<string, string> parameters,
        Dictionary<string, string>? headers = null,
        DateTimeOffset? start = null,
        DateTimeOffset? end = null,
        string name = "a") => V4Url.Sign(
        new V4Request
        {
            Method = HttpMethod.Get,
            Place = Place,
            Name = name,
            Headers = TestHeaders.Of(headers ?? []),
            Query = parameters.ToArray(),
            Start = start ?? Start,
            End = end ?? (start ?? Start).AddMinutes(1),
        },
        key);
}
