using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace ValetKey.Providers;

/// <summary>
/// The headers that a request signs, all but the host. They sort themselves by their names in lower case, as V4 signatures have them; a name is found
/// in any case.
/// </summary>
public sealed partial class HeaderCollection : IReadOnlyDictionary<string, string>
{
    private const int UsualCount = 6;

    private KeyValuePair<string, string>[] _sorted;
    private int _beforeHost;

    /// <summary>No headers yet.</summary>
    public HeaderCollection() => _sorted = [];

    /// <summary>No headers yet, and room for some.</summary>
    /// <param name="capacity">How many are expected, 0 or more. There may be more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is negative.</exception>
    public HeaderCollection(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        _sorted = capacity == 0 ? [] : new KeyValuePair<string, string>[capacity];
    }

    /// <summary>No headers; none can be added.</summary>
    public static HeaderCollection None { get; } = [];

    /// <inheritdoc/>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public IEnumerable<string> Keys => this.Select(header => header.Key);

    /// <inheritdoc/>
    public IEnumerable<string> Values => this.Select(header => header.Value);

    private ReadOnlySpan<KeyValuePair<string, string>> Sorted => _sorted.AsSpan(0, Count);

    /// <inheritdoc/>
    public string this[string key] => TryGetValue(key, out string? value) ? value : throw new KeyNotFoundException($"There is no header '{key}'.");

    /// <summary>Adds a header in its place.</summary>
    /// <param name="name">The name. Like the value it must be ASCII; others throw <see cref="ArgumentException"/> when signed.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">The name is there already, or is the host's.</exception>
    /// <exception cref="InvalidOperationException">These are <see cref="None"/>.</exception>
    public void Add(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        if (ReferenceEquals(this, None))
        {
            throw new InvalidOperationException($"{nameof(None)} stays empty; make headers of your own.");
        }

        int toHost = Compare(name, Host);
        int place = Count; // Headers mostly come in order.
        int toNext = -1;
        while (place > 0 && (toNext = Compare(name, _sorted[place - 1].Key)) < 0)
        {
            place--;
        }

        if (toHost == 0 || toNext == 0)
        {
            throw new ArgumentException($"The header '{name}' is there already, or is the host.", nameof(name));
        }

        if (Count == _sorted.Length)
        {
            Array.Resize(ref _sorted, Math.Max(UsualCount, 2 * Count));
        }

        if (place < Count)
        {
            Array.Copy(_sorted, place, _sorted, place + 1, Count - place);
        }

        _sorted[place] = new(name, value);
        _beforeHost += toHost < 0 ? 1 : 0;
        Count++;
    }

    /// <inheritdoc/>
    public bool ContainsKey(string key) => TryGetValue(key, out _);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        foreach ((string name, string found) in Sorted)
        {
            if (name.Length == key.Length && Compare(name, key) == 0)
            {
                value = found;
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _sorted.Take(Count).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>
    /// As the names in lower case would. <see cref="StringComparison.OrdinalIgnoreCase"/> would not do: it compares upper case, where <c>_</c> comes
    /// after the letters.
    /// </summary>
    private static int Compare(string one, string other)
    {
        int common = Math.Min(one.Length, other.Length);
        for (int i = 0; i < common; i++)
        {
            int difference = ToLower(one[i]) - ToLower(other[i]);
            if (difference != 0)
            {
                return difference;
            }

            i += one.AsSpan(i + 1).CommonPrefixLength(other.AsSpan(i + 1)); // Mostly the first letters differ.
        }

        return one.Length - other.Length;
    }

    private static int ToLower(char character) => char.IsAsciiLetterUpper(character) ? character | 0x20 : character;
}
