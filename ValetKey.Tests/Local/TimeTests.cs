using System.Net;
using ValetKey.Local;
using ValetKey.Tests.Local.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Local;

/// <summary>A key opens from its first second and not in its last.</summary>
[InForeignCultures]
public sealed class TimeTests
{
    private TestStorage _storage = null!;

    [SetUp]
    public async Task StartAsync() => _storage = await TestStorage.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _storage.DisposeAsync();

    [TestCase(KeyForm.SignedUrl)]
    [TestCase(KeyForm.SignedQuery)]
    [TestCase(KeyForm.SignedForm)]
    public async Task A_key_ends_at_its_very_second(KeyForm form)
    {
        IssuedKey key = await IssueAsync(form, KeyConstraints.None);

        _storage.Time.SetUtcNow(key.ExpiresAt.AddTicks(-1));
        Answer before = await UseAsync(key);
        _storage.Time.SetUtcNow(key.ExpiresAt);
        Answer after = await UseAsync(key);

        key.ExpiresAt.Should().Be(TestStorage.Start.AddMinutes(5));
        before.ShouldBe(HttpStatusCode.Created);
        after.ShouldForbid(LocalRefusalReasons.KeyExpired);
    }

    [TestCase(KeyForm.SignedUrl)]
    [TestCase(KeyForm.SignedQuery)]
    [TestCase(KeyForm.SignedForm)]
    public async Task A_key_for_later_begins_at_its_very_second(KeyForm form)
    {
        DateTimeOffset start = TestStorage.Start.AddMinutes(10);
        IssuedKey key = await IssueAsync(form, new KeyConstraints { NotBefore = start });

        Answer now = await UseAsync(key);
        _storage.Time.SetUtcNow(start.AddTicks(-1));
        Answer before = await UseAsync(key);
        _storage.Time.SetUtcNow(start);
        Answer atStart = await UseAsync(key);
        _storage.Time.SetUtcNow(start.AddMinutes(5));
        Answer atEnd = await UseAsync(key);

        now.ShouldForbid(LocalRefusalReasons.KeyNotYetValid);
        before.ShouldForbid(LocalRefusalReasons.KeyNotYetValid);
        atStart.ShouldBe(HttpStatusCode.Created);
        atEnd.ShouldForbid(LocalRefusalReasons.KeyExpired);
    }

    [Test]
    public async Task An_expired_single_use_key_stays_shut_after_the_ledger_forgot_it()
    {
        IssuedKey key = await IssueAsync(KeyForm.SignedUrl, new KeyConstraints { SingleUse = true });
        (await UseAsync(key)).ShouldBe(HttpStatusCode.Created);

        _storage.Time.Advance(TimeSpan.FromDays(2));
        Answer answer = await UseAsync(key);

        answer.ShouldForbid(LocalRefusalReasons.KeyExpired);
    }

    [Test]
    public async Task A_stable_key_is_the_same_within_its_window_and_new_after_it()
    {
        KeyRequest request = new(KeyScope.ForObject("c", "o"), Permissions.Create)
        {
            Lifetime = TimeSpan.FromMinutes(30),
            StableFor = TimeSpan.FromMinutes(10),
        };

        string first = (await _storage.Issuer.IssueUrlAsync(request)).Url;
        _storage.Time.Advance(TimeSpan.FromMinutes(9) + TimeSpan.FromSeconds(59.9));
        SignedUrl last = await _storage.Issuer.IssueUrlAsync(request);
        _storage.Time.Advance(TimeSpan.FromSeconds(0.1));
        string next = (await _storage.Issuer.IssueUrlAsync(request)).Url;

        last.Url.Should().Be(first);
        next.Should().NotBe(first);
        (await UseAsync(last)).ShouldBe(HttpStatusCode.Created);
    }

    private async Task<IssuedKey> IssueAsync(KeyForm form, KeyConstraints constraints)
    {
        KeyScope scope = form == KeyForm.SignedUrl ? KeyScope.ForObject("c", "p/o") : KeyScope.ForPrefix("c", "p/");
        KeyRequest request = new(scope, Permissions.Write) { Lifetime = TimeSpan.FromMinutes(5), Constraints = constraints, Form = form };
        return await _storage.Issuer.IssueAsync(request);
    }

    private async Task<Answer> UseAsync(IssuedKey key) => key switch
    {
        SignedUrl url => await _storage.SendAsync(url, Bodies.Text("x")),
        SignedQuery query => await _storage.SendAsync(query.CreateRequest(Permissions.Write, "p/o", Bodies.Text("x"))),
        SignedForm form => await _storage.SendAsync(form.CreateRequest(Bodies.Text("x"), name: "p/o")),
        _ => throw new ArgumentException(key.Form.ToString()),
    };
}
