using ValetKey.Azure.Delegation;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Azure.Delegation;

/// <summary>Each tenant of delegated users has a key of its own, and only so many are held.</summary>
internal sealed class DelegationTenantTests : DelegationTestBase
{
    [Test]
    public async Task Tenants_do_not_share_a_key()
    {
        DelegationKey own = await GetAsync();
        DelegationKey contoso = await GetAsync(tenant: "contoso");
        DelegationKey fabrikam = await GetAsync(tenant: "fabrikam");

        AtOnce().Should().BeSameAs(own);
        AtOnce(tenant: "CONTOSO").Should().BeSameAs(contoso);
        AtOnce(tenant: "fabrikam").Should().BeSameAs(fabrikam);
        Client.Requests.Select(request => request.Tenant).Should().Equal(null, "contoso", "fabrikam");
    }

    [Test]
    public async Task Tenants_do_not_wait_for_each_other()
    {
        Client.Gate = new TaskCompletionSource().Task;
        Task<DelegationKey> waiting = GetAsync(tenant: "contoso");
        await Eventually.TrueAsync(() => Client.Count == 1);
        Client.Gate = Task.CompletedTask;

        DelegationKey key = await GetAsync(tenant: "fabrikam");

        key.Facts.DelegatedUserTenantId.Should().Be("fabrikam");
        waiting.IsCompleted.Should().BeFalse();
    }

    [Test]
    public async Task A_tenant_that_fails_is_no_trouble_to_the_others()
    {
        Client.Fault = new HttpRequestException();
        await FaultOf(tenant: "contoso");
        Client.Fault = null;

        (await GetAsync(tenant: "fabrikam")).Should().NotBeNull();
    }

    [Test]
    public async Task The_tenant_that_was_not_used_for_the_longest_time_goes_first_and_its_key_is_cleared()
    {
        DelegationKey own = await GetAsync();
        DelegationKey[] keys = await Task.WhenAll(Enumerable.Range(0, DelegationKeySource.MostTenants).Select(async number =>
        {
            await Task.Yield();
            return await GetAsync(tenant: $"tenant{number}");
        }));
        Time.Advance(TimeSpan.FromSeconds(2));
        AtOnce(tenant: "tenant0");
        for (int number = 2; number < keys.Length; number++)
        {
            AtOnce(tenant: $"tenant{number}");
        }

        await GetAsync(tenant: "one more");
        Time.Advance(TimeSpan.FromMinutes(1));

        keys.Where(IsCleared).Should().ContainSingle().Which.Facts.DelegatedUserTenantId.Should().Be("tenant1");
        AtOnce().Should().BeSameAs(own);
        AtOnce(tenant: "tenant0").Should().BeSameAs(keys[0]);
        (await GetAsync(tenant: "tenant1")).Facts.DelegatedUserTenantId.Should().Be("tenant1", "it is asked for anew");
    }

    [Test]
    public async Task Many_tenants_leave_no_more_live_keys_than_are_held()
    {
        for (int number = 0; number < 300; number++)
        {
            await GetAsync(tenant: $"tenant{number}");
        }

        Time.Advance(TimeSpan.FromMinutes(1));

        Client.Keys.Count(key => !IsCleared(key)).Should().Be(DelegationKeySource.MostTenants);
    }

    [Test]
    public async Task A_key_that_arrives_after_many_others_serves_and_drives_out_the_oldest()
    {
        TaskCompletionSource gate = new();
        Client.Gate = gate.Task;
        Task<DelegationKey> waiting = GetAsync(tenant: "contoso");
        await Eventually.TrueAsync(() => Client.Count == 1);
        Client.Gate = Task.CompletedTask;
        for (int number = 0; number < DelegationKeySource.MostTenants; number++)
        {
            await GetAsync(tenant: $"tenant{number}");
        }

        Task<DelegationKey> late = GetAsync(tenant: "contoso");
        gate.SetResult();

        DelegationKey key = await waiting;
        (await late).Should().BeSameAs(key, "one call is made for a tenant at a time, however many others come");
        Time.Advance(TimeSpan.FromMinutes(1));
        AtOnce(tenant: "contoso").Should().BeSameAs(key);
        Client.Keys.Count(held => !IsCleared(held)).Should().Be(DelegationKeySource.MostTenants);
    }
}
