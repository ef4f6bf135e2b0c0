using System.Buffers;

namespace ValetKey.Internal;

/// <summary>What makes constraints valid: their own syntax, and that a requested permission can use them.</summary>
internal static class ConstraintRules
{
    /// <summary>The characters of a token, RFC 9110, 5.6.2.</summary>
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public static void Check(KeyConstraints constraints, Permissions permissions, DateTimeOffset now)
    {
        CheckUse(constraints, permissions);
        CheckContentType(constraints);
        CheckMetadata(constraints.Metadata);
        if (constraints.Response is { } response)
        {
            CheckResponse(response);
        }

        if (constraints.NotBefore <= now)
        {
            throw Fault(
                nameof(constraints.NotBefore),
                $"is {constraints.NotBefore:O}, which is not after now, {now:O}; leave it out for a key that opens at once");
        }
    }

    /// <summary>The kinds that one permission makes use of.</summary>
    public static ConstraintKinds KindsUsedBy(Permissions permission)
    {
        ConstraintKinds used = ConstraintKinds.ClientNetwork | ConstraintKinds.ClientAddressRange | ConstraintKinds.NotBefore
            | ConstraintKinds.HttpsOnly | ConstraintKinds.SingleUse;
        if ((permission & PermissionSets.Upload) != 0)
        {
            used |= ConstraintKinds.ContentType | ConstraintKinds.ContentTypeFamily | ConstraintKinds.ExactLength | ConstraintKinds.LengthRange
                | ConstraintKinds.ChecksumMd5 | ConstraintKinds.ChecksumSha256 | ConstraintKinds.ChecksumCrc32C | ConstraintKinds.ChecksumCrc64Nvme;
        }

        if ((permission & PermissionSets.Storing) != 0)
        {
            used |= ConstraintKinds.Metadata;
        }

        if ((permission & PermissionSets.Download) != 0)
        {
            used |= ConstraintKinds.Response;
        }

        return used;
    }

    private static void CheckUse(KeyConstraints constraints, Permissions permissions)
    {
        ConstraintKinds unused = constraints.Kinds & ~KindsUsedBy(permissions);
        if (unused != ConstraintKinds.None)
        {
            throw RequestRules.Fault(
                nameof(KeyRequest.Constraints),
                $"has {unused}, which none of the requested permissions ({permissions}) can use; limits on content need an upload "
                + $"({PermissionSets.Upload}), metadata needs {PermissionSets.Storing}, response headers need {PermissionSets.Download}");
        }
    }

    private static void CheckContentType(KeyConstraints constraints)
    {
        if (constraints.ContentType is not { } type)
        {
            return;
        }

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

    private static void CheckMetadata(IReadOnlyDictionary<string, string>? metadata)
    {
        if (metadata is null)
        {
            throw Fault(nameof(KeyConstraints.Metadata), "is null; empty means none");
        }

        foreach ((string name, string value) in metadata)
        {
            if (!IsToken(name) || name.AsSpan().ContainsAnyInRange('A', 'Z'))
            {
                throw Fault(nameof(KeyConstraints.Metadata), $"has the name '{name}'; names are lower-case letters, digits and any of !#$%&'*+-.^_`|~");
            }

            if (!IsHeaderValue(value))
            {
                throw Fault(nameof(KeyConstraints.Metadata), $"has a value under '{name}' that is empty, begins or ends with a space, or is not printable ASCII");
            }
        }
    }

    private static void CheckResponse(ResponseOverrides response)
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

    private static bool IsHeaderValue(string? value) =>
        value is { Length: > 0 } && value[0] != ' ' && value[^1] != ' ' && !value.AsSpan().ContainsAnyExceptInRange(' ', '~');

    private static ValetKeyException Fault(string field, string fault) =>
        RequestRules.Fault($"{nameof(KeyRequest.Constraints)}.{field}", fault);
}
