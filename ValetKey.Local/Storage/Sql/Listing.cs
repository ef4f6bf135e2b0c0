using Microsoft.Data.Sqlite;

namespace ValetKey.Local.Storage.Sql;

/// <summary>
/// Reads one page. Its items, objects and common prefixes alike, stand in the order of their UTF-8 bytes,
/// each after the marker; so a marker that lies under a common prefix is past all of it.
/// </summary>
internal sealed class Listing(SqliteSession session, string container, string prefix, string? delimiter, int limit)
{
    private readonly byte[] _container = Utf8Name.Encode(container);
    private readonly byte[] _prefix = Utf8Name.Encode(prefix);
    private readonly byte[] _delimiter = Utf8Name.Encode(delimiter ?? "");
    private readonly List<ObjectInfo> _objects = [];
    private readonly List<string> _commonPrefixes = [];
    private string? _last;
    private bool _hasMore;

    private bool IsFull => _objects.Count + _commonPrefixes.Count == limit;

    public ListPage Read(string? startAfter)
    {
        byte[] end = Utf8Name.After(_prefix);
        byte[]? start = Start(startAfter);

        // Each turn seeks past the common prefix that the turn before ran into, however much lies under it.
        while (start is not null)
        {
            start = ReadRun(start, end);
        }

        return new ListPage(_objects, _commonPrefixes, _hasMore ? _last : null);
    }

    /// <summary>Reads up to the first common prefix, and says where to go on after it; null if there is no need to.</summary>
    private byte[]? ReadRun(byte[] start, byte[] end)
    {
        using SqliteDataReader reader = session.Query(
            $"SELECT {ObjectRows.Columns} FROM objects WHERE container = ?1 AND name >= ?2 AND name < ?3 ORDER BY name LIMIT ?4",
            _container,
            start,
            end,
            limit + 1);

        while (reader.Read())
        {
            if (IsFull)
            {
                _hasMore = true;
                return null;
            }

            byte[] name = (byte[])reader[0];

            if (CommonPrefixLength(name) is { } length)
            {
                _commonPrefixes.Add(_last = Utf8Name.Decode(name.AsSpan(0, length)));
                return Utf8Name.After(name.AsSpan(0, length));
            }

            _objects.Add(ObjectRows.Read(reader, container, _last = Utf8Name.Decode(name)).Info);
        }

        return null;
    }

    private byte[] Start(string? startAfter)
    {
        if (startAfter is null)
        {
            return _prefix;
        }

        byte[] marker = Utf8Name.Encode(startAfter);
        byte[] start = marker.AsSpan().StartsWith(_prefix) && CommonPrefixLength(marker) is { } length
            ? Utf8Name.After(marker.AsSpan(0, length))
            : [.. marker, 0];

        return start.AsSpan().SequenceCompareTo(_prefix) < 0 ? _prefix : start;
    }

    private int? CommonPrefixLength(ReadOnlySpan<byte> name)
    {
        int at = _delimiter.Length == 0 ? -1 : name[_prefix.Length..].IndexOf(_delimiter);
        return at < 0 ? null : _prefix.Length + at + _delimiter.Length;
    }
}
