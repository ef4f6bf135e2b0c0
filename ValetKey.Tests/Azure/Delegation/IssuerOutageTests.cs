using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Azure.Delegation;

/// <summary>Entra ID is away for a minute while an application issues keys: the whole way from the issuer to the SDK's pipeline.</summary>
internal sealed class IssuerOutageTests
{
    private const int Threads = 3;
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);
    private static readonly KeyRequest Download = new(KeyScope.ForObject("media", "a.txt"), Permissions.Read);

    private readonly FakeTimeProvider _time = new(Start);
    private readonly ConcurrentQueue<Exception> _faults = [];
    private volatile bool _isDown;
    private int _asked;
    private int _issued;

    [Test]
    public async Task A_minute_without_tokens_fails_no_issue_while_the_delegation_key_lives_and_then_says_what_is_missing()
    {
        using FakeDelegationService service = new() { Now = _time.GetUtcNow };
        await using ServiceProvider services = Services(service);
        IValetKeyIssuer issuer = services.GetRequiredService<IValetKeyIssuer>();
        DateTimeOffset first = (await issuer.IssueAsync(Download)).ExpiresAt;

        _time.Advance(TimeSpan.FromHours(20)); // The key is due for renewal: each issue would like a new one.
        _isDown = true;
        await IssueForAMinuteAsync(issuer);

        _faults.Should().BeEmpty();
        _issued.Should().BeGreaterThan(1000);
        service.Requests.Should().ContainSingle();

        _time.Advance(TimeSpan.FromHours(5));
        ValetKeyException refusal = (await FluentActions.Awaiting(() => issuer.IssueAsync(Download).AsTask())
            .Should().ThrowAsync<ValetKeyException>()).Which;
        (refusal.Reason, refusal.IsTransient).Should().Be((ValetKeyErrorReason.CredentialsUnavailable, true));
        refusal.Message.Should().Contain("'reports'").And.NotContain("hunter2");

        _isDown = false;
        _time.Advance(TimeSpan.FromSeconds(10));
        (await issuer.IssueAsync(Download)).ExpiresAt.Should().BeAfter(first.AddHours(24));
    }

    private async Task IssueForAMinuteAsync(IValetKeyIssuer issuer)
    {
        using CancellationTokenSource over = new();
        Task[] load = [.. Enumerable.Range(0, Threads).Select(_ => Task.Factory.StartNew(
            () => IssueUntil(issuer, over.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        for (int second = 0; second < 60; second++)
        {
            int enough = _issued + _faults.Count + 20;
            _time.Advance(TimeSpan.FromSeconds(1));
            await Eventually.TrueAsync(() => _issued + _faults.Count > enough);
        }

        await Eventually.TrueAsync(() => _asked > 1, "a new key was asked for, in vain");
        await over.CancelAsync();
        await Task.WhenAll(load);
    }

    private void IssueUntil(IValetKeyIssuer issuer, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            try
            {
                issuer.IssueAsync(Download, CancellationToken.None).AsTask().GetAwaiter().GetResult();
                Interlocked.Increment(ref _issued);
            }
            catch (Exception fault)
            {
                _faults.Enqueue(fault);
            }
        }
    }

    private ServiceProvider Services(FakeDelegationService service)
    {
        ServiceCollection services = [];
        services.AddSingleton<TimeProvider>(_time);
        services.AddValetKey().AddAzureStorage("reports", options =>
        {
            options.AccountName = "contoso";
            options.Transport = new HttpClientTransport(service);

            // A token that has ended already, so that the pipeline asks for another each time.
            options.Credential = DelegatedTokenCredential.Create((_, _) =>
            {
                Interlocked.Increment(ref _asked);
                return _isDown ? throw new InvalidOperationException("hunter2") : new AccessToken("hunter2-token", TimeProvider.System.GetUtcNow());
            });
        });
        return services.BuildServiceProvider();
    }
}
