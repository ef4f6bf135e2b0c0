using ValetKey.Client.Content;
using ValetKey.Client.Transfer;
using ValetKey.Client.Uploads;

namespace ValetKey.Client;

/// <summary>
/// Uploads by an application's endpoints, directly to whichever store it uses: declared, sent in parallel parts, verified, published. Safe for use by
/// many threads.
/// </summary>
public sealed class UploadClient
{
    private readonly ClientContext _context;

    /// <summary>A client without dependency injection.</summary>
    /// <param name="application">
    /// The client that bears who the user is, as by a handler that adds a token. It should follow no redirect and have no timeout of its own.
    /// </param>
    /// <param name="storage">The client for the store, which should bear nothing; null for one that the process shares.</param>
    /// <param name="options">The settings; null for the defaults, at <paramref name="application"/>'s base address.</param>
    /// <param name="time">The clock by which pauses are made; null for the system's.</param>
    /// <exception cref="ArgumentException">The options are wrong.</exception>
    public UploadClient(HttpClient application, HttpClient? storage = null, ValetKeyClientOptions? options = null, TimeProvider? time = null)
        : this(ClientContext.Create(application, storage, options, time))
    {
    }

    internal UploadClient(ClientContext context) => _context = context;

    /// <summary>Uploads a file. Its parts are read where they lie, and not kept in memory.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Where to, and how.</param>
    /// <param name="progress">Told as bytes go through.</param>
    /// <param name="cancellationToken">Cancels; <see cref="UploadOptions.OnCancellation"/> says what becomes of the upload.</param>
    /// <returns>The upload, once it is published.</returns>
    /// <exception cref="TransferException">It was refused or failed. While its ticket is kept, it can be gone on with.</exception>
    /// <exception cref="ArgumentException">The options make no sense.</exception>
    public async Task<PublishedUpload> UploadAsync(
        string path, UploadOptions options, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        using ContentSource source = ContentSource.OfFile(path);
        return await RunAsync(source, options with { Name = options.Name ?? Path.GetFileName(path) }, progress, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>
    /// Uploads what is left of a stream. As many of its parts as are sent at once are kept in memory, unless it is a <see cref="FileStream"/>.
    /// </summary>
    /// <param name="content">The stream, which is not closed. One that cannot seek needs <see cref="UploadOptions.Length"/>.</param>
    /// <param name="options">Where to, and how. It has the name.</param>
    /// <param name="progress">Told as bytes go through.</param>
    /// <param name="cancellationToken">Cancels; <see cref="UploadOptions.OnCancellation"/> says what becomes of the upload.</param>
    /// <returns>The upload, once it is published.</returns>
    /// <exception cref="TransferException">It was refused or failed. While its ticket is kept, it can be gone on with.</exception>
    /// <exception cref="ArgumentException">The options make no sense, or the stream's length is not known.</exception>
    public async Task<PublishedUpload> UploadAsync(
        Stream content, UploadOptions options, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        using ContentSource source = ContentSource.Of(content, options.Length);
        return await RunAsync(source, options, progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives an upload up. What the store has of it is deleted.</summary>
    /// <param name="ticket">Its ticket.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="TransferException">It was refused, as for an upload that is published, or failed.</exception>
    public Task AbandonAsync(UploadTicket ticket, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        return new UploadCalls(_context).AbandonAsync(ticket, cancellationToken);
    }

    private Task<PublishedUpload> RunAsync(
        ContentSource source, UploadOptions options, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(options.Name, nameof(options) + "." + nameof(options.Name));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaximumParallelism ?? 1, 1, nameof(options) + "." + nameof(options.MaximumParallelism));
        return new UploadRun(_context, source, options, progress).RunAsync(cancellationToken);
    }
}
