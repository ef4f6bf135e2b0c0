using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Tests.Core.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Core.Keys;

/// <summary>What is told about refusals is for logs and machines: it reads the same whatever calendar and letters the thread's culture has.</summary>
[InForeignCultures]
public sealed class CultureTests
{
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
    public void A_foreign_culture_does_write_otherwise()
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        string fixture = TestContext.CurrentContext.Test.FullName;

        string shown = $"{TestIssuer.Noon.ToString("yyyy", culture)} {"i".ToUpper(culture)}";

        shown.Should().Be(
            fixture.Contains("th-TH") ? "2569 I" : fixture.Contains("ar-SA") ? "1448 I" : fixture.Contains("tr-TR") ? "2026 İ" : "2026 I",
            "else the tests in foreign cultures would show nothing");
    }

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
}
