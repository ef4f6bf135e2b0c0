using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Keys;

/// <summary>What is told about keys is for logs and machines: it reads the same whatever calendar and letters the thread's culture has.</summary>
[TestFixture("th-TH")]
[TestFixture("ar-SA")]
[TestFixture("tr-TR")]
public sealed class CultureTests(string name)
{
    private readonly CultureInfo _culture = CultureInfo.GetCultureInfo(name);

    [SetUp]
    public void Culture_is_real()
    {
        CultureInfo.CurrentCulture = _culture;
        CultureInfo.CurrentUICulture = _culture;
        string shown = name == "tr-TR" ? "i".ToUpper(_culture) : TestIssuer.Noon.ToString("yyyy", _culture);

        shown.Should().Be(name switch { "th-TH" => "2569", "ar-SA" => "1448", _ => "İ" }, "else these tests would show nothing");
    }

    [Test]
    public void Key_is_told_in_the_calendar_of_the_services() => TestKeys.Of(TestKeys.Grant()).ToString().Should().Be(
        "SignedUrl 0199f0a0-0000-7000-8000-000000000001: Read on object:media/a/b.txt, 2026-11-01T11:55:00Z to 2026-11-01T12:15:00Z, [secret]");

    [TestCase(KeyForm.SignedUrl)]
    [TestCase(KeyForm.SignedForm)]
    [TestCase(KeyForm.SignedQuery)]
    [TestCase(KeyForm.SignedCookies)]
    [TestCase(KeyForm.TemporaryCredentials)]
    [TestCase(KeyForm.BearerToken)]
    public void Key_reads_the_same_as_text_and_as_json(KeyForm form)
    {
        IssuedKey key = TestKeys.Of(TestKeys.Grant(form: form));

        Same(() => key.ToString());
        Same(() => key.ToJson());
        IssuedKey.FromJson(key.ToJson()).ToString().Should().Be(key.ToString());
    }

    private static readonly KeyRequest[] Refused =
    [
        Requests.Read() with { Lifetime = TimeSpan.FromDays(8) },
        Requests.Read() with { Lifetime = TimeSpan.FromMilliseconds(-1500) },
        Requests.Read() with { StableFor = TimeSpan.FromDays(1) },
        Requests.Read() with { Constraints = new() { NotBefore = TestIssuer.Noon.AddMonths(1) } },
        Requests.Read() with { Constraints = new() { NotBefore = TestIssuer.Noon } },
        Requests.Write(new() { ContentLength = LengthRange.Between(1, 1234567) }) with { Form = KeyForm.SignedUrl },
        new(KeyScope.ForContainer("media"), Permissions.List),
    ];

    [Test]
    public async Task Refusals_and_logs_read_the_same([Range(0, 6)] int index)
    {
        string here = await ToldOf(Refused[index]);
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

        here.Should().Be(await ToldOf(Refused[index]));
    }

    private static async Task<string> ToldOf(KeyRequest request)
    {
        using TestIssuer issuer = new(TestCapabilities.LikeS3(), with: b => b.AddAuditLog());
        ValetKeyException refusal = await issuer.RefusalOf(request);
        await issuer.IssueAsync(Requests.Read());
        IEnumerable<string> logged = issuer.Logs.GetSnapshot().Select(record => record.Message);
        return $"{refusal.Message} {string.Join('\n', logged.Where(line => line.Contains(refusal.AttemptId.ToString()!)))}"
            .Replace(refusal.AttemptId.ToString()!, "");
    }

    private static void Same(Func<string> tell)
    {
        string here = tell();
        CultureInfo culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        string expected = tell();
        CultureInfo.CurrentCulture = culture;

        here.Should().Be(expected);
    }
}
