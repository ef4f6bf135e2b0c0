using System.Text.Json;
using ValetKey.Client.Application;
using ValetKey.Client.Downloads;
using ValetKey.Client.Keys;
using ValetKey.Client.Transfer;

namespace ValetKey.Client;

/// <summary>
/// Downloads what an application gives a key for, directly from whichever store it is in: in parallel ranges, of one content, gone on with after a
/// crash. Safe for use by many threads.
/// </summary>
public sealed class DownloadClient
{
    internal const int LeastRange = 64 << 10;
    internal const int MostRange = 256 << 20;

    private readonly ClientContext _context;
    private readonly ApplicationCalls _calls;

    /// <inheritdoc cref="UploadClient(HttpClient, HttpClient?, ValetKeyClientOptions?, TimeProvider?)"/>
    public DownloadClient(HttpClient application, HttpClient? storage = null, ValetKeyClientOptions? options = null, TimeProvider? time = null)
        : this(ClientContext.Create(application, storage, options, time))
    {
    }

    internal DownloadClient(ClientContext context) => (_context, _calls) = (context, new ApplicationCalls(context));

    /// <summary>Downloads to a file.</summary>
    /// <remarks>
    /// Until all has come the bytes are in <c>{path}.part</c>, and what has come of them is written down in <c>{path}.part.json</c>, at least once a
    /// second. With both there, a download goes on, if the object is still the same; else it begins anew.
    /// </remarks>
    /// <param name="source">Where the application answers for the object, such as <c>pictures/42/content</c>.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told as bytes come.</param>
    /// <param name="cancellationToken">Cancels. What has come is kept.</param>
    /// <exception cref="TransferException">It failed; <see cref="TransferFailure.Changed"/> where the object changed meanwhile.</exception>
    /// <exception cref="ArgumentException">The options or the source make no sense.</exception>
    public async Task<DownloadedObject> DownloadAsync(
        string source, string path, DownloadOptions? options = null, IProgress<TransferProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using DownloadKey key = KeyFor(source);
        return await new DownloadRun(_context, key, Check(options), progress).ToFileAsync(path, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Downloads to a stream, in order. As many ranges as come at once are kept in memory.</summary>
    /// <param name="source">Where the application answers for the object, such as <c>pictures/42/content</c>.</param>
    /// <param name="target">The stream, which is written to from where it stands, and not closed.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told as bytes come.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="TransferException">It failed; <see cref="TransferFailure.Changed"/> where the object changed meanwhile.</exception>
    /// <exception cref="ArgumentException">The options or the source make no sense.</exception>
    public async Task<DownloadedObject> DownloadAsync(
        string source, Stream target, DownloadOptions? options = null, IProgress<TransferProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        using DownloadKey key = KeyFor(source);
        return await new DownloadRun(_context, key, Check(options), progress).ToStreamAsync(target, cancellationToken).ConfigureAwait(false);
    }

    private static DownloadOptions Check(DownloadOptions? options)
    {
        options ??= new DownloadOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.RangeLength, LeastRange);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.RangeLength, MostRange);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaximumParallelism ?? 1, 1);
        return options;
    }

    private DownloadKey KeyFor(string source)
    {
        ApplicationCall call = new(HttpMethod.Get, _context.Resolve(source));
        return new DownloadKey(async token =>
        {
            ApplicationAnswer answer = await _calls.SendAsync(call, token).ConfigureAwait(false);
            try
            {
                return StorageKey.Of(answer.Read(KeyJson.Default.KeyDocument)) is StorageUrl { Request: { Method: "GET" } request }
                    ? request
                    : throw answer.Invalid("that is no key to read with");
            }
            catch (Exception fault) when (fault is JsonException or NotSupportedException)
            {
                throw answer.Invalid("that is no key to read with", fault);
            }
        });
    }
}
