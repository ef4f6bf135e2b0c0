using ValetKey.Local.Storage;

namespace ValetKey.Tests.Local.Storage;

public sealed class LedgerTests : StoreTest
{
    [Test]
    public async Task A_use_is_recorded_once()
    {
        SingleUse use = NewUse();
        bool before = Store.IsUsed(use.KeyId);

        bool first = await Record(use);
        bool second = await Record(use);

        before.Should().BeFalse();
        first.Should().BeTrue();
        second.Should().BeFalse();
        Store.IsUsed(use.KeyId).Should().BeTrue();
    }

    [Test]
    public async Task Of_many_concurrent_recordings_exactly_one_succeeds()
    {
        SingleUse use = NewUse();

        bool[] results = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => Record(use))));

        results.Count(recorded => recorded).Should().Be(1);
    }

    [Test]
    public async Task A_use_is_remembered_after_reopening()
    {
        SingleUse use = NewUse();
        await Record(use);
        Store.Dispose();

        using ObjectStore reopened = Open();

        reopened.IsUsed(use.KeyId).Should().BeTrue();
    }

    [Test]
    public async Task A_use_is_remembered_for_an_hour_after_the_key_expired()
    {
        SingleUse use = NewUse();
        await Record(use);
        Time.SetUtcNow(use.ExpiresAt.AddHours(1));

        using ObjectStore reopened = Open();

        reopened.IsUsed(use.KeyId).Should().BeTrue();
    }

    [Test]
    public async Task Opening_forgets_what_expired_longer_ago()
    {
        SingleUse use = NewUse();
        await Record(use);
        Time.SetUtcNow(use.ExpiresAt.AddHours(1).AddMilliseconds(1));

        using ObjectStore reopened = Open();

        reopened.IsUsed(use.KeyId).Should().BeFalse();
    }

    [Test]
    public async Task Many_recordings_forget_what_expired_longer_ago_and_nothing_else()
    {
        SingleUse old = NewUse();
        SingleUse lasting = new(KeyId.New(), Start.AddDays(7));
        await Record(old);
        await Record(lasting);
        Time.Advance(TimeSpan.FromHours(2));

        for (int i = 0; i < 256; i++)
        {
            await Record(new SingleUse(KeyId.New(), Time.GetUtcNow().AddMinutes(1)));
        }

        Store.IsUsed(old.KeyId).Should().BeFalse();
        Store.IsUsed(lasting.KeyId).Should().BeTrue();
    }

    private Task<bool> Record(SingleUse use) => Store.TryRecordUseAsync(use, CancellationToken.None);

    private static SingleUse NewUse() => new(KeyId.New(), Start.AddMinutes(15));
}
