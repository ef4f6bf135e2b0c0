using ValetKey.Local.Storage;
using ValetKey.Local.Storage.Digests;

namespace ValetKey.Tests.Local.Storage;

public sealed class LocalStoreSingleUseTests : StoreTest
{
    [Test]
    public async Task Of_many_concurrent_uploads_with_one_key_exactly_one_is_stored([Range(1, 20)] int round)
    {
        SingleUse use = NewUse();
        string[] texts = [.. Enumerable.Range(0, 64).Select(i => $"round {round}, text {i}")];

        PutResult[] results = await Task.WhenAll(
            texts.Select((text, i) => Task.Run(() => Put(Replace($"name {i % 2}") with { SingleUse = use }, text))));

        results.Count(result => result.Outcome == PutOutcome.Created).Should().Be(1);
        results.Count(result => result.Outcome == PutOutcome.KeyAlreadyUsed).Should().Be(63);
        ContentFiles().Should().ContainSingle();
        TemporaryFiles().Should().BeEmpty();
    }

    [Test]
    public async Task A_used_key_is_refused_before_the_body_is_read()
    {
        SingleUse use = NewUse();
        await Put(Replace() with { SingleUse = use }, "one");
        GeneratedStream body = new(1000);

        PutResult result = await Put(Replace() with { SingleUse = use }, body);

        result.Should().Be(new PutResult(PutOutcome.KeyAlreadyUsed));
        body.Taken.Should().Be(0);
        Store.IsUsed(use.KeyId).Should().BeTrue();
    }

    [Test]
    public async Task A_used_key_learns_nothing_of_the_object()
    {
        SingleUse use = NewUse();
        await Put(Create() with { SingleUse = use }, "one");

        PutResult result = await Put(Create() with { SingleUse = use }, "two");

        result.Outcome.Should().Be(PutOutcome.KeyAlreadyUsed);
    }

    [Test]
    public async Task A_key_used_while_the_body_arrives_stores_nothing()
    {
        SingleUse use = NewUse();
        GeneratedStream body = new(10, onRead: _ => Store.TryRecordUseAsync(use, default).GetAwaiter().GetResult());

        PutResult result = await Put(Replace() with { SingleUse = use }, body);

        result.Outcome.Should().Be(PutOutcome.KeyAlreadyUsed);
        Content().Should().BeNull();
        ContentFiles().Should().BeEmpty();
    }

    [Test]
    public async Task A_refused_upload_does_not_spend_the_key()
    {
        await Put(Replace(), "old");
        SingleUse use = NewUse();
        PutRequest request = Replace() with { SingleUse = use };

        await Put(request with { MaximumLength = 1 }, "12");
        await Put(request with { MinimumLength = 3 }, "12");
        await Put(request with { Expected = [new(DigestKinds.Md5, new byte[16])] }, "12");
        await Put(request with { Mode = PutMode.CreateOnly }, "12");
        await Put(request with { Precondition = FailsInTheTransaction() }, "12");
        bool spent = Store.IsUsed(use.KeyId);
        PutResult result = await Put(request, "new");

        spent.Should().BeFalse();
        result.Outcome.Should().Be(PutOutcome.Replaced);
        Store.IsUsed(use.KeyId).Should().BeTrue();
    }

    [Test]
    public async Task An_upload_that_breaks_off_does_not_spend_the_key()
    {
        PutRequest request = Replace() with { SingleUse = NewUse() };
        Func<Task> upload = () => Put(request, new GeneratedStream(10, onRead: _ => throw new IOException()));
        await upload.Should().ThrowAsync<IOException>();

        PutResult result = await Put(request, "new");

        result.Outcome.Should().Be(PutOutcome.Created);
    }

    [Test]
    public async Task Concurrent_appends_with_one_key_append_once()
    {
        await Put(Replace(), "base");
        PutRequest request = Append() with { SingleUse = NewUse() };

        PutResult[] results = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Put(request, "+"))));

        results.Count(result => result.Outcome == PutOutcome.Appended).Should().Be(1);
        Content().Should().Be("base+");
    }

    private static SingleUse NewUse() => new(KeyId.New(), Start.AddMinutes(15));

    private static Func<ObjectInfo?, bool> FailsInTheTransaction()
    {
        int calls = 0;
        return _ => ++calls == 1;
    }
}
