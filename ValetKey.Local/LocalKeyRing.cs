using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ValetKey.Local.Keys;

namespace ValetKey.Local;

/// <summary>
/// The signing keys of a local storage service: one active, which signs, and others, which are still accepted. Kept in <c>keyring.json</c> under the
/// root, mode 0600, made on first use. Thread-safe, and several processes may share the file.
/// </summary>
/// <remarks>
/// A ring that is lost or damaged is never replaced silently, since that would end every key that was issued: at start it is a fault, and while a
/// service runs it goes on with the keys that it knows. An empty file <c>keyring.renew</c> beside it asks for a new ring at the next start.
/// </remarks>
public sealed partial class LocalKeyRing : IDisposable
{
    private readonly KeyRingFile _file;
    private readonly TimeProvider _time;
    private readonly Lock _changing = new();
    private readonly Dictionary<string, LocalSigningKey> _known = [];
    private readonly ILogger _logger;
    private Snapshot _snapshot;
    private string? _fault;

    private LocalKeyRing(string rootPath, TimeProvider time, ILogger logger)
    {
        _file = new KeyRingFile(rootPath);
        _time = time;
        _logger = logger;
        DateTime stamp = _file.LastWrite;
        _snapshot = !_file.IsRenewalAsked && _file.TryRead() is { } content ? Load(content, stamp) : ReadOrCreate();
        if (_file.IsExposed)
        {
            LogExposed(_logger, _file.FilePath);
        }
    }

    /// <summary>The ids of all keys that are accepted, the active one first.</summary>
    public IReadOnlyList<string> KeyIds
    {
        get
        {
            Snapshot snapshot = Volatile.Read(ref _snapshot);
            return [snapshot.Active.Id, .. snapshot.Keys.Keys.Where(id => id != snapshot.Active.Id).Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>Opens the ring under a root, and makes it if there is none.</summary>
    /// <param name="rootPath">The root folder, as in <see cref="LocalStorageOptions.RootPath"/>.</param>
    /// <param name="time">The clock; the system's if null.</param>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, or it is missing and a store lies beside it. The message says how to recover.
    /// </exception>
    /// <exception cref="IOException">The root or the file cannot be used by this user; the message says why and what to do.</exception>
    public static LocalKeyRing Open(string rootPath, TimeProvider? time = null) =>
        Open(rootPath, time ?? TimeProvider.System, NullLoggerFactory.Instance);

    internal static LocalKeyRing Open(string rootPath, TimeProvider time, ILoggerFactory loggers)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(rootPath);
        return StorageRoot.Open(rootPath, root => new LocalKeyRing(root, time, loggers.CreateLogger<LocalKeyRing>()));
    }

    /// <summary>Makes a new key the active one. Keys that were issued go on working, since the old one is still accepted.</summary>
    /// <returns>The new key's id.</returns>
    public string Rotate()
    {
        KeyRingFile.Entry fresh = NewEntry();
        Change(content => new(fresh.Id, [.. content.Keys, fresh]));
        return fresh.Id;
    }

    /// <summary>Accepts a key no longer: every key that was signed with it stops working at once, in other processes within seconds.</summary>
    /// <param name="keyId">One of <see cref="KeyIds"/>, but not the active one.</param>
    /// <exception cref="ArgumentException">The key is unknown, or active: rotate first.</exception>
    public void Retire(string keyId) => Change(content =>
        content.Active == keyId ? throw new ArgumentException($"The key '{keyId}' is active; rotate first.", nameof(keyId))
        : content.Keys.All(key => key.Id != keyId) ? throw new ArgumentException($"There is no key '{keyId}'.", nameof(keyId))
        : content with { Keys = [.. content.Keys.Where(key => key.Id != keyId)] });

    /// <summary>Clears the keys from memory.</summary>
    public void Dispose()
    {
        lock (_changing)
        {
            foreach (LocalSigningKey key in _known.Values)
            {
                key.Dispose();
            }
        }
    }

    /// <summary>Reads the file if it has changed.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    internal string? FindFault()
    {
        Refresh();
        return Volatile.Read(ref _fault);
    }

    internal LocalSigningKey GetActive() => Current().Active;

    /// <summary>The key of an id; one that is not known may be another process's newest, so the file is looked at again.</summary>
    internal LocalSigningKey? Find(ReadOnlySpan<char> keyId) =>
        Current().ByIdSpan.TryGetValue(keyId, out LocalSigningKey? key) || Refresh().ByIdSpan.TryGetValue(keyId, out key) ? key : null;

    /// <summary>The ring as other processes left it a few seconds ago at most.</summary>
    private Snapshot Current()
    {
        Snapshot snapshot = Volatile.Read(ref _snapshot);
        return _time.GetElapsedTime(snapshot.CheckedAt) < Snapshot.CheckEvery ? snapshot : Refresh();
    }

    private Snapshot Refresh()
    {
        lock (_changing)
        {
            Snapshot snapshot = _snapshot;
            try
            {
                DateTime stamp = _file.LastWrite; // Read before the file: a change in between is then seen next time.
                if (stamp != snapshot.LastWrite)
                {
                    snapshot = Load(_file.Read(), stamp);
                }

                Told(fault: null);
            }
            catch (Exception fault) when (fault is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                Told(fault.Message);
            }

            return _snapshot = snapshot with { CheckedAt = _time.GetTimestamp() };
        }
    }

    /// <summary>Logs a fault when it comes and when it goes, however often it is met.</summary>
    private void Told(string? fault)
    {
        if (fault is not null && fault != _fault)
        {
            LogUnreadable(_logger, fault);
        }
        else if (fault is null && _fault is not null)
        {
            LogReadable(_logger);
        }

        _fault = fault;
    }

    private void Change(Func<KeyRingFile.Content, KeyRingFile.Content> change)
    {
        lock (_changing)
        {
            using FileStream held = _file.Lock();
            KeyRingFile.Content changed = change(_file.Read());
            _file.Replace(changed);
            _snapshot = Load(changed, _file.LastWrite);
            Told(fault: null);
        }
    }

    private Snapshot ReadOrCreate()
    {
        using FileStream held = _file.Lock();
        DateTime stamp = _file.LastWrite;
        bool isRenewed = _file.IsRenewalAsked;
        if (!isRenewed && (_file.IsLost ? _file.Read() : _file.TryRead()) is { } others)
        {
            return Load(others, stamp);
        }

        KeyRingFile.Content content = NewContent();
        _file.Replace(content);
        if (isRenewed)
        {
            _file.EndRenewal();
        }

        return Load(content, _file.LastWrite);
    }

    private KeyRingFile.Content NewContent()
    {
        KeyRingFile.Entry first = NewEntry();
        return new KeyRingFile.Content(first.Id, [first]);
    }

    private KeyRingFile.Entry NewEntry() =>
        new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)), RandomNumberGenerator.GetBytes(KeyRingFile.SecretBytes), _time.GetUtcNow());

    private Snapshot Load(KeyRingFile.Content content, DateTime stamp)
    {
        Dictionary<string, LocalSigningKey> keys = [];
        foreach (KeyRingFile.Entry entry in content.Keys)
        {
            if (!_known.TryGetValue(entry.Id, out LocalSigningKey? key))
            {
                _known[entry.Id] = key = new LocalSigningKey(entry.Id, entry.Secret);
            }

            keys[entry.Id] = key;
            CryptographicOperations.ZeroMemory(entry.Secret);
        }

        return new Snapshot(keys[content.Active], keys, keys.GetAlternateLookup<ReadOnlySpan<char>>(), stamp, _time.GetTimestamp());
    }

    private sealed record Snapshot(
        LocalSigningKey Active,
        Dictionary<string, LocalSigningKey> Keys,
        Dictionary<string, LocalSigningKey>.AlternateLookup<ReadOnlySpan<char>> ByIdSpan,
        DateTime LastWrite,
        long CheckedAt)
    {
        public static TimeSpan CheckEvery { get; } = TimeSpan.FromSeconds(5);
    }
}
