using System.Buffers;
using System.Buffers.Text;
using System.Globalization;

namespace ValetKey.Providers;

/// <summary>Writes a form's policy in base64, which is both the field and the text to sign.</summary>
internal static class PostDocument
{
    /// <summary>Braces, quotes, commas and the name of a comparison.</summary>
    private const int AroundCondition = 24;

    private const int AroundConditions = 80;

    public static byte[] Create(List<PostCondition> conditions, PostDialect dialect, DateTimeOffset end)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(SizeAtMost(conditions));
        try
        {
            AsciiWriter writer = new(rented);
            Write(ref writer, conditions, dialect, end);
            byte[] encoded = new byte[Base64.GetMaxEncodedToUtf8Length(writer.Length)];
            Base64.EncodeToUtf8(writer.Written, encoded, out _, out _);
            return encoded;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }

    private static int SizeAtMost(List<PostCondition> conditions)
    {
        const int LongestEscape = 6;
        int size = AroundConditions;
        foreach (PostCondition condition in conditions)
        {
            size += AroundCondition + (LongestEscape * (condition.Name.Length + condition.Value.Length));
        }

        return size;
    }

    private static void Write(ref AsciiWriter writer, List<PostCondition> conditions, PostDialect dialect, DateTimeOffset end)
    {
        writer.Raw('{');
        if (dialect.EndsFirst)
        {
            WriteEnd(ref writer, dialect, end);
            writer.Raw(',');
        }

        WriteConditions(ref writer, conditions, dialect);
        if (!dialect.EndsFirst)
        {
            writer.Raw(',');
            WriteEnd(ref writer, dialect, end);
        }

        writer.Raw('}');
    }

    private static void WriteEnd(ref AsciiWriter writer, PostDialect dialect, DateTimeOffset end)
    {
        writer.Raw("\"expiration\":\""u8);
        writer.Raw(end.UtcDateTime.ToString(dialect.TimeFormat, CultureInfo.InvariantCulture));
        writer.Raw('"');
    }

    private static void WriteConditions(ref AsciiWriter writer, List<PostCondition> conditions, PostDialect dialect)
    {
        writer.Raw("\"conditions\":["u8);
        int start = writer.Length;
        foreach (PostPart part in dialect.Order)
        {
            foreach (PostCondition condition in conditions)
            {
                if (condition.Part == part)
                {
                    writer.Raw(writer.Length > start ? ","u8 : default);
                    Write(ref writer, condition, dialect);
                }
            }
        }

        writer.Raw(']');
    }

    private static void Write(ref AsciiWriter writer, in PostCondition condition, PostDialect dialect)
    {
        string name = dialect.Escape(condition.Name);
        switch (condition.Kind)
        {
            case PostComparison.Exact:
                Write(ref writer, "{\""u8, name, "\":\""u8, dialect.Escape(condition.Value), "\"}"u8);
                break;
            case PostComparison.StartsWith:
                Write(ref writer, "[\"starts-with\",\"$"u8, name, "\",\""u8, dialect.Escape(condition.Value), "\"]"u8);
                break;
            default:
                Write(ref writer, "[\""u8, name, "\","u8, condition.Value, "]"u8);
                break;
        }
    }

    private static void Write(
        ref AsciiWriter writer,
        scoped ReadOnlySpan<byte> before,
        string name,
        scoped ReadOnlySpan<byte> between,
        string value,
        scoped ReadOnlySpan<byte> after)
    {
        writer.Raw(before);
        writer.Raw(name);
        writer.Raw(between);
        writer.Raw(value);
        writer.Raw(after);
    }
}
