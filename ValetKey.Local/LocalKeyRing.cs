using System.Security.Cryptography;
using ValetKey.Local.Keys;

namespace ValetKey.Local;

/// <summary>
/// The signing keys of a local storage service: one active, which signs, and others, which are still accepted. Kept in <c>keyring.json</c> under the
/// root, mode 0600, made on first use. Thread-safe, and several processes may share the file.
/// </summary>
public sealed class LocalKeyRing : IDisposable
{
    private readonly KeyRingFile _file;
    private readonly TimeProvider _time;
    private readonly Lock _changing = new();
    private readonly Dictionary<string, LocalSigningKey> _known = [];
    private Snapshot _snapshot;

    private LocalKeyRing(string rootPath, TimeProvider time)
    {
        StorageRoot.Create(rootPath);
        _file = new KeyRingFile(rootPath);
        _time = time;
        DateTime stamp = _file.LastWrite;
        _snapshot = Load(_file.TryRead() ?? ReadOrCreate(), stamp);
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
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static LocalKeyRing Open(string rootPath, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(rootPath);
        return new LocalKeyRing(rootPath, time ?? TimeProvider.System);
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
            DateTime stamp = _file.LastWrite; // Read before the file: a change in between is then seen next time.
            if (stamp != snapshot.LastWrite && _file.TryRead() is { } content)
            {
                snapshot = Load(content, stamp);
            }

            return _snapshot = snapshot with { CheckedAt = _time.GetTimestamp() };
        }
    }

    private void Change(Func<KeyRingFile.Content, KeyRingFile.Content> change)
    {
        lock (_changing)
        {
            using FileStream held = _file.Lock();
            KeyRingFile.Content changed = change(_file.TryRead() ?? NewContent());
            _file.Replace(changed);
            _snapshot = Load(changed, _file.LastWrite);
        }
    }

    private KeyRingFile.Content ReadOrCreate()
    {
        using FileStream held = _file.Lock();
        if (_file.TryRead() is { } others)
        {
            return others;
        }

        KeyRingFile.Content content = NewContent();
        _file.Replace(content);
        return content;
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
