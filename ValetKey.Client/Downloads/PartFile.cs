using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using ValetKey.Client.Content;
using ValetKey.Client.Transfer;

namespace ValetKey.Client.Downloads;

/// <summary>
/// A file that is not whole yet: its bytes in <c>name.part</c>, what has come of them in <c>name.part.json</c>. When all is there, it gets its name.
/// </summary>
internal sealed class PartFile : IDownloadTarget, IDisposable
{
    private static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(1);

    private readonly string _path;
    private readonly DownloadOptions _options;
    private readonly TimeProvider _time;
    private readonly SafeFileHandle _file;
    private Dictionary<int, uint> _done = [];
    private readonly SemaphoreSlim _saving = new(1);
    private AgreedContent? _content;
    private long _saved;
    private bool _isFinished;

    private PartFile(string path, DownloadOptions options, TimeProvider time)
    {
        (_path, _options, _time, RangeLength) = (path, options, time, options.RangeLength);
        _file = File.OpenHandle(BytesPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        _saved = time.GetTimestamp();
    }

    public int RangeLength { get; private set; }

    /// <summary>What the bytes that are there are of; null if there are none.</summary>
    public RemoteObject? Known { get; private set; }

    public IReadOnlySet<int> Done => new HashSet<int>(_done.Keys);

    /// <summary>Whether something has come in this process.</summary>
    public bool HasWritten { get; private set; }

    private string BytesPath => _path + ".part";

    private string StatePath => _path + ".part.json";

    /// <exception cref="TransferException">There is a file, or it cannot be opened.</exception>
    public static async Task<PartFile> OpenAsync(string path, DownloadOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!options.Overwrite && File.Exists(path))
        {
            throw new TransferException(TransferFailure.LocalContent, "There is a file of this name.");
        }

        PartFile? file = null;
        try
        {
            file = new PartFile(path, options, time);
            await file.LoadAsync(cancellationToken).ConfigureAwait(false);
            return file;
        }
        catch (Exception fault)
        {
            file?.Dispose();
            if (fault is not (IOException or UnauthorizedAccessException))
            {
                throw;
            }

            throw new TransferException(TransferFailure.LocalContent, "The file cannot be opened, or is being downloaded already.", fault);
        }
    }

    public AgreedContent Begin(AgreedContent content) => _content = content;

    public ValueTask WriteAsync(ByteRange range, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        HasWritten = true;
        range.Checksum = Crc32C.Append(range.Received == 0 ? Crc32C.Empty : range.Checksum, bytes.Span);

        // To the system's cache: another thread, as the asynchronous way takes it, is dearer than the copy.
        RandomAccess.Write(_file, bytes.Span, range.Offset + range.Received);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DoneAsync(ByteRange range, CancellationToken cancellationToken)
    {
        lock (_done)
        {
            _done[range.Index] = range.Checksum;
        }

        if (_time.GetElapsedTime(Interlocked.Read(ref _saved)) >= SaveEvery)
        {
            await SaveAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Writes down what is there, unless it is finished or cannot be gone on with.</summary>
    public async Task SaveAsync()
    {
        if (_isFinished || _content?.Known is not { HasRanges: true, IsTold: true, Length: { } length } remote)
        {
            return;
        }

        await _saving.WaitAsync().ConfigureAwait(false);
        try
        {
            Dictionary<int, uint> done;
            lock (_done)
            {
                done = new(_done);
            }

            DownloadState state = new()
            {
                Length = length,
                ETag = remote.ETag,
                LastModified = remote.LastModified,
                ContentType = remote.ContentType,
                RangeLength = RangeLength,
                Done = done,
            };
            await AtomicFile.WriteAsync(
                StatePath, JsonSerializer.SerializeToUtf8Bytes(state, DownloadJson.Default.DownloadState), flushToDisk: false, CancellationToken.None)
                .ConfigureAwait(false);
            Interlocked.Exchange(ref _saved, _time.GetTimestamp());
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Then the next download fetches more than it would have to. What cannot be written to the file itself is told when it gets its name.
        }
        finally
        {
            _saving.Release();
        }
    }

    /// <summary>Begins anew.</summary>
    public void Reset()
    {
        (Known, _content) = (null, null);
        _done.Clear();
        File.Delete(StatePath);
    }

    /// <summary>Gives the file its name.</summary>
    /// <exception cref="TransferException">There is a file by now, or it cannot be written.</exception>
    public void Finish(long length)
    {
        try
        {
            RandomAccess.SetLength(_file, length);
            if (_options.FlushToDisk)
            {
                RandomAccess.FlushToDisk(_file);
            }

            _file.Dispose();
            File.Move(BytesPath, _path, _options.Overwrite);
            File.Delete(StatePath);
            _isFinished = true;
        }
        catch (IOException fault)
        {
            throw new TransferException(TransferFailure.LocalContent, "The file cannot get its name.", fault);
        }
    }

    /// <summary>What cannot be gone on with is not left behind.</summary>
    public void Dispose()
    {
        _file.Dispose();
        _saving.Dispose();
        if (!_isFinished && !File.Exists(StatePath))
        {
            File.Delete(BytesPath);
        }
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        try
        {
            DownloadState? state = await AtomicFile.ReadAsync(StatePath, cancellationToken).ConfigureAwait(false) is { } json
                ? JsonSerializer.Deserialize(json, DownloadJson.Default.DownloadState)
                : null;
            if (state is not null && state.Fits(RandomAccess.GetLength(_file)))
            {
                (Known, RangeLength) = (state.Remote, state.RangeLength);
                _done = await RangeCheck.FindAsync(_file, state, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (JsonException)
        {
            // Something else has written it: the download begins anew.
        }
    }
}
