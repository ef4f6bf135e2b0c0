using ValetKey.Providers;

namespace ValetKey.AspNetCore;

/// <summary>A content that came, whole, and that nobody has seen yet. It cannot change any more: what is read here is what is published.</summary>
public sealed class StagedUpload
{
    private readonly IStorageOperations _operations;

    internal StagedUpload(UploadRecord upload, StorageObject content, IStorageOperations operations) =>
        (Upload, Content, _operations) = (upload, content, operations);

    /// <summary>What was accepted.</summary>
    public UploadRecord Upload { get; }

    /// <summary>What the store has.</summary>
    public StorageObject Content { get; }

    /// <summary>Reads the content, through this application.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ValetKeyException">The store does not give it, transient; it will be inspected again.</exception>
    public async ValueTask<Stream> OpenReadAsync(CancellationToken cancellationToken = default) =>
        await _operations.OpenReadAsync(Content, cancellationToken).ConfigureAwait(false)
        ?? throw new ValetKeyException(ValetKeyErrorReason.ProviderFailure, "What was staged is another content by now.") { IsTransient = true };
}
