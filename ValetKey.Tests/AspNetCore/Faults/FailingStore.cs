using System.Diagnostics;
using ValetKey.Providers;

namespace ValetKey.Tests.AspNetCore.Faults;

/// <summary>What goes wrong in an application, at random: by a fault that passes, or by the end of its process.</summary>
public sealed class Trouble(int seed, double faults, double kills)
{
    private readonly Random _random = new(seed);
    private volatile bool _isOver;

    /// <summary>From now on nothing goes wrong any more.</summary>
    public void End() => _isOver = true;

    /// <summary>A moment at which something may go wrong.</summary>
    /// <param name="where">What is done just now.</param>
    public void Strike(string where)
    {
        double drawn;
        lock (_random)
        {
            drawn = _random.NextDouble();
        }

        if (_isOver)
        {
            return;
        }

        if (drawn < kills)
        {
            Process.GetCurrentProcess().Kill(); // SIGKILL: nothing is cleaned up, and no lock is given back in order.
        }

        if (drawn < kills + faults)
        {
            throw new ValetKeyException(ValetKeyErrorReason.ProviderFailure, $"The store answers 503 to {where}.") { IsTransient = true };
        }
    }
}

/// <summary>A store that answers 503 at random, before it has done what it was asked to or after.</summary>
internal sealed class FailingStore(IStorageOperations inner, Trouble trouble) : IStorageOperations
{
    public PartLimits? PartLimits => inner.PartLimits;

    public KeyScope ScopeOfPart(PartUpload upload, int number) => inner.ScopeOfPart(upload, number);

    public ValueTask<StorageObject?> FindAsync(string container, string name, CancellationToken cancellationToken = default) =>
        TryAsync("find", () => inner.FindAsync(container, name, cancellationToken));

    public ValueTask<Stream?> OpenReadAsync(StorageObject content, CancellationToken cancellationToken = default) =>
        TryAsync("read", () => inner.OpenReadAsync(content, cancellationToken));

    public ValueTask<PartUpload> BeginPartsAsync(string container, string name, CancellationToken cancellationToken = default) =>
        TryAsync("begin", () => inner.BeginPartsAsync(container, name, cancellationToken));

    public ValueTask<IReadOnlyList<UploadedPart>?> ListPartsAsync(PartUpload upload, CancellationToken cancellationToken = default) =>
        TryAsync("list", () => inner.ListPartsAsync(upload, cancellationToken));

    public ValueTask<StorageResult> CompletePartsAsync(
        PartUpload upload, IReadOnlyList<UploadedPart> parts, CancellationToken cancellationToken = default) =>
        TryAsync("join", () => inner.CompletePartsAsync(upload, parts, cancellationToken));

    public async ValueTask AbortPartsAsync(PartUpload upload, CancellationToken cancellationToken = default) => await TryAsync("abort", async () =>
    {
        await inner.AbortPartsAsync(upload, cancellationToken);
        return true;
    });

    public ValueTask<StorageResult> PublishAsync(
        StorageObject staged, KeyScope target, ObjectProperties properties, bool overwrite = false, CancellationToken cancellationToken = default) =>
        TryAsync("publish", () => inner.PublishAsync(staged, target, properties, overwrite, cancellationToken));

    public async ValueTask DeleteAsync(string container, string name, CancellationToken cancellationToken = default) =>
        await TryAsync("delete", async () =>
        {
            await inner.DeleteAsync(container, name, cancellationToken);
            return true;
        });

    public IAsyncEnumerable<StagedItem> ListStagedAsync(string container, string prefix, CancellationToken cancellationToken = default) =>
        inner.ListStagedAsync(container, prefix, cancellationToken);

    private async ValueTask<T> TryAsync<T>(string what, Func<ValueTask<T>> call)
    {
        trouble.Strike(what);
        T result = await call();
        trouble.Strike(what);
        return result;
    }
}
