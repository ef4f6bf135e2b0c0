using ValetKey.Local.Storage;

namespace ValetKey.Tests.Local.Storage;

public sealed class AbortedUploadTests : StoreTest
{
    [TestCase(nameof(PutMode.Replace), "a")]
    [TestCase(nameof(PutMode.CreateOnly), "new")]
    [TestCase(nameof(PutMode.Append), "a")]
    public async Task A_body_that_breaks_off_leaves_everything_as_it_was(string mode, string name)
    {
        await Put(Replace(), "old");
        GeneratedStream body = new(1_000_000, onRead: at => ThrowIf(at > 500_000));

        Func<Task> upload = () => Put(Request(mode, name), body);

        await upload.Should().ThrowAsync<IOException>().WithMessage("connection lost");
        AssertNothingChanged();
    }

    [TestCase(nameof(PutMode.Replace), "a")]
    [TestCase(nameof(PutMode.CreateOnly), "new")]
    [TestCase(nameof(PutMode.Append), "a")]
    public async Task A_cancelled_upload_leaves_everything_as_it_was(string mode, string name)
    {
        await Put(Replace(), "old");
        using CancellationTokenSource cancellation = new();
        GeneratedStream body = new(1_000_000, onRead: at => CancelIf(at > 500_000, cancellation));

        Func<Task> upload = () => Store.PutAsync(Request(mode, name), body, cancellation.Token);

        await upload.Should().ThrowAsync<OperationCanceledException>();
        AssertNothingChanged();
    }

    [Test]
    public async Task A_precondition_that_throws_in_the_transaction_leaves_everything_as_it_was()
    {
        await Put(Replace(), "old");
        int calls = 0;
        PutRequest request = Replace() with { Precondition = _ => ++calls == 1 ? true : throw new InvalidDataException() };

        Func<Task> upload = () => Put(request, "new");

        await upload.Should().ThrowAsync<InvalidDataException>();
        AssertNothingChanged();
    }

    [Test]
    public async Task The_store_goes_on_working_afterwards()
    {
        Func<Task> upload = () => Put(Replace(), new GeneratedStream(10, onRead: _ => ThrowIf(true)));
        await upload.Should().ThrowAsync<IOException>();

        await Put(Replace(), "new");

        Content().Should().Be("new");
    }

    private static PutRequest Request(string mode, string name) => Replace(name) with { Mode = Enum.Parse<PutMode>(mode) };

    private void AssertNothingChanged()
    {
        Content().Should().Be("old");
        Store.List(Container, "", null, null, 10).Objects.Should().ContainSingle();
        TemporaryFiles().Should().BeEmpty();
        ContentFiles().Should().ContainSingle();
    }

    private static void ThrowIf(bool broken)
    {
        if (broken)
        {
            throw new IOException("connection lost");
        }
    }

    private static void CancelIf(bool enough, CancellationTokenSource cancellation)
    {
        if (enough)
        {
            cancellation.Cancel();
        }
    }
}
