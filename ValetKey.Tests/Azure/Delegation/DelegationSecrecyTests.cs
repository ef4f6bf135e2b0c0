using System.Text;
using ValetKey.Azure.Delegation;
using ValetKey.Providers;

namespace ValetKey.Tests.Azure.Delegation;

/// <summary>No fragment of a secret is in what people read.</summary>
internal sealed class DelegationSecrecyTests : DelegationTestBase
{
    private const string Secret = "hunter2";

    [Test]
    public async Task Keys_say_nothing_of_their_secret()
    {
        DelegationKey key = await GetAsync();

        string base64 = Convert.ToBase64String(FakeDelegationKeyClient.SecretOf("1"));
        string text = $"{key}{key.Facts}{Encoding.UTF8.GetString(key.SignedText)}{Encoding.UTF8.GetString(key.QueryText)}"
            + new Lease<DelegationKey>(key);
        text.Should().NotContain(Secret).And.NotContain(base64[..8]).And.Contain("[secret]");
    }

    [Test]
    public async Task Messages_and_logs_hold_nothing_of_what_others_wrote()
    {
        List<ValetKeyException> faults = [];
        Client.Fault = new HttpRequestException($"https://contoso/?sig={Secret}");
        faults.Add(await FaultOf());
        faults.Add(await FaultOf());
        Client.Fault = null;
        Client.Answer = (start, _) => (start, Start.AddMinutes(1));
        Time.Advance(TimeSpan.FromSeconds(1));
        faults.Add(await FaultOf(Need(least: 10)));
        faults.Add(await FaultOf(Need(minutes: 20_000, least: 20_000)));

        faults.Should().OnlyContain(fault => !fault.Message.Contains(Secret));
        Log.Collector.GetSnapshot().Should().HaveCountGreaterThan(1)
            .And.OnlyContain(record => !record.Message.Contains(Secret) && record.Exception == null);
    }
}
