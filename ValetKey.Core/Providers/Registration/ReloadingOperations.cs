using System.Diagnostics.CodeAnalysis;
using ValetKey.Configuration;
using static System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes;

namespace ValetKey.Providers;

/// <summary>
/// Operations that are made anew when their options change. Those before are left to whoever still waits for them or reads from them.
/// Arguments are checked here, for all of them.
/// </summary>
internal sealed class ReloadingOperations<[DynamicallyAccessedMembers(PublicParameterlessConstructor)] TOptions> : IStorageOperations, IDisposable
    where TOptions : class
{
    private readonly CurrentOptions<TOptions> _options;
    private IStorageOperations _current = null!;

    public ReloadingOperations(Func<TOptions, SignerContext, IStorageOperations> create, SignerContext context) =>
        _options = new CurrentOptions<TOptions>(
            context.Name, context.Services, context.Logger, options => Volatile.Write(ref _current, create(options, context)));

    public PartLimits? PartLimits => Current.PartLimits;

    private IStorageOperations Current => Volatile.Read(ref _current);

    public ValueTask<StorageObject?> FindAsync(string container, string name, CancellationToken cancellationToken) =>
        Current.FindAsync(container, name, cancellationToken);

    public ValueTask<Stream?> OpenReadAsync(StorageObject content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        return Current.OpenReadAsync(content, cancellationToken);
    }

    public ValueTask<PartUpload> BeginPartsAsync(string container, string name, CancellationToken cancellationToken) =>
        Current.BeginPartsAsync(container, name, cancellationToken);

    public KeyScope ScopeOfPart(PartUpload upload, int number)
    {
        ArgumentNullException.ThrowIfNull(upload);
        return Current.ScopeOfPart(upload, number);
    }

    public ValueTask<IReadOnlyList<UploadedPart>?> ListPartsAsync(PartUpload upload, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(upload);
        return Current.ListPartsAsync(upload, cancellationToken);
    }

    public ValueTask<StorageResult> CompletePartsAsync(
        PartUpload upload, IReadOnlyList<UploadedPart> parts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(upload);
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentOutOfRangeException.ThrowIfZero(parts.Count);
        return Current.CompletePartsAsync(upload, parts, cancellationToken);
    }

    public ValueTask AbortPartsAsync(PartUpload upload, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(upload);
        return Current.AbortPartsAsync(upload, cancellationToken);
    }

    public ValueTask<StorageResult> PublishAsync(
        StorageObject staged, KeyScope target, ObjectProperties properties, bool overwrite, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(staged);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(properties);
        return Current.PublishAsync(staged, target, properties, overwrite, cancellationToken);
    }

    public ValueTask DeleteAsync(string container, string name, CancellationToken cancellationToken) =>
        Current.DeleteAsync(container, name, cancellationToken);

    public IAsyncEnumerable<StagedItem> ListStagedAsync(string container, string prefix, CancellationToken cancellationToken) =>
        Current.ListStagedAsync(container, prefix, cancellationToken);

    public void Dispose() => _options.Dispose();
}
