using System.Buffers;
using ValetKey.Providers;

namespace ValetKey.Internal;

/// <summary>What makes constraints valid: their own syntax, and that a requested permission can use them.</summary>
internal static class ConstraintRules
{
    /// <summary>The characters of a token, RFC 9110, 5.6.2.</summary>
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public static void Check(KeyConstraints constraints, Permissions permissions, DateTimeOffset now)
    {
        if (constraints.Metadata is null)
        {
            throw Fault(nameof(KeyConstraints.Metadata), "is null; empty means none");
        }

        ConstraintKinds kinds = constraints.Kinds;
        foreach (ConstraintRow row in ConstraintTable.Rows)
        {
            if ((kinds & row.Kinds) is not (var set and not ConstraintKinds.None))
            {
                continue;
            }

            if ((row.UsedBy & permissions) == 0)
            {
                throw RequestRules.Fault(
                    nameof(KeyRequest.Constraints),
                    $"has {set}, which none of the requested permissions ({permissions}) can use; it needs one of {row.UsedBy}");
            }

            row.Check?.Invoke(constraints, now);
        }
    }

    public static void CheckContentType(KeyConstraints constraints)
    {
        string type = constraints.ContentType!;
        int slash = type.IndexOf('/', StringComparison.Ordinal);
        ReadOnlySpan<char> essence = type.AsSpan(0, type.IndexOf(';', StringComparison.Ordinal) is var end and >= 0 ? end : type.Length);
        bool isValid = slash > 0
            && slash + 1 < essence.Length
            && IsHeaderValue(type)
            && IsToken(type.AsSpan(0, slash))
            && type[0] != '*'
            && (constraints.IsContentTypeFamily || (IsToken(essence[(slash + 1)..].TrimEnd(' ')) && !essence.Contains('*')));
        if (!isValid)
        {
            throw Fault(nameof(constraints.ContentType), $"is '{type}'; write a type such as image/png or a family such as image/*");
        }
    }

    public static void CheckMetadata(IReadOnlyDictionary<string, string> metadata)
    {
        foreach ((string name, string value) in metadata.Each())
        {
            if (!IsToken(name) || name.AsSpan().ContainsAnyInRange('A', 'Z'))
            {
                throw Fault(
                    nameof(KeyConstraints.Metadata),
                    $"has the name '{name}'; names are lower-case letters, digits and any of !#$%&'*+-.^_`|~");
            }

            if (!IsHeaderValue(value))
            {
                throw Fault(
                    nameof(KeyConstraints.Metadata),
                    $"has a value under '{name}' that is empty, begins or ends with a space, or is not printable ASCII");
            }
        }
    }

    public static void CheckResponse(ResponseOverrides response)
    {
        if (response == new ResponseOverrides())
        {
            throw Fault(nameof(KeyConstraints.Response), "sets no header");
        }

        CheckHeader(response.ContentType, nameof(response.ContentType));
        CheckHeader(response.ContentDisposition, nameof(response.ContentDisposition));
        CheckHeader(response.CacheControl, nameof(response.CacheControl));
        CheckHeader(response.ContentEncoding, nameof(response.ContentEncoding));
        CheckHeader(response.ContentLanguage, nameof(response.ContentLanguage));
    }

    public static void CheckStart(DateTimeOffset start, DateTimeOffset now)
    {
        if (start <= now)
        {
            throw Fault(
                nameof(KeyConstraints.NotBefore), $"is {start:O}, which is not after now, {now:O}; leave it out for a key that opens at once");
        }
    }

    /// <summary>Whether a text can be a header's value as it stands.</summary>
    public static bool IsHeaderValue(string? value) =>
        value is { Length: > 0 } && value[0] != ' ' && value[^1] != ' ' && !value.AsSpan().ContainsAnyExceptInRange(' ', '~');

    private static void CheckHeader(string? value, string field)
    {
        if (value is not null && !IsHeaderValue(value))
        {
            throw Fault(
                $"{nameof(KeyConstraints.Response)}.{field}",
                "is empty, begins or ends with a space, or is not printable ASCII (RFC 8187 writes other characters as filename*=UTF-8''…)");
        }
    }

    private static bool IsToken(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExcept(TokenCharacters);

    private static ValetKeyException Fault(string field, string fault) =>
        RequestRules.Fault($"{nameof(KeyRequest.Constraints)}.{field}", fault);
}
