namespace ValetKey.Local.Storage;

/// <summary>The conditions of RFC 9110, section 13.1, over entity tags; <c>*</c> stands for any.</summary>
internal static class Preconditions
{
    private const string Any = "*";
    private const string WeakMark = "W/";

    public static Func<ObjectInfo?, bool> IfMatch(params IReadOnlyList<string> tags) =>
        current => current is not null && tags.Any(tag => tag is Any || tag == current.ETag);

    // A weak tag never matches above but does here: If-None-Match compares weakly.
    public static Func<ObjectInfo?, bool> IfNoneMatch(params IReadOnlyList<string> tags) =>
        current => current is null || !tags.Any(tag => tag is Any || Opaque(tag).SequenceEqual(current.ETag));

    private static ReadOnlySpan<char> Opaque(string tag) =>
        tag.StartsWith(WeakMark, StringComparison.Ordinal) ? tag.AsSpan(WeakMark.Length) : tag;
}
