using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace ValetKey.Providers;

/// <summary>Writes a form's policy in base64, which is both the field and the text to sign.</summary>
internal static class PostDocument
{
    /// <summary>Braces, quotes, commas and the name of a comparison.</summary>
    private const int AroundCondition = 24;

    private const int AroundConditions = 80;

    /// <summary>What no dialect escapes.</summary>
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 !#$%()*,-./:;=?@[]^_{|}~");

    /// <summary>The most bytes that a policy can take, before it is encoded and after.</summary>
    public static int SizeAtMost(ReadOnlySpan<PostCondition> conditions)
    {
        const int LongestEscape = 6;
        int size = AroundConditions;
        foreach (ref readonly PostCondition condition in conditions)
        {
            size += AroundCondition + (LongestEscape * (condition.Name.Length + condition.Value.Length));
        }

        return size + Base64.GetMaxEncodedToUtf8Length(size);
    }

    /// <param name="buffer">Where to write: <see cref="SizeAtMost"/> bytes.</param>
    /// <param name="conditions">Bucket and key, then what was asked for, then what says who signs.</param>
    /// <param name="ofSignature">Where the last begins.</param>
    /// <param name="dialect">How to write them.</param>
    /// <param name="end">When the form ends; fractions of a second are cut off.</param>
    /// <returns>The part of the buffer that holds the policy. Nothing else is left there.</returns>
    public static Span<byte> Write(
        Span<byte> buffer, ReadOnlySpan<PostCondition> conditions, int ofSignature, PostDialect dialect, DateTimeOffset end)
    {
        AsciiWriter writer = new(buffer);
        Write(ref writer, conditions, ofSignature, dialect, end);
        Span<byte> document = buffer[..writer.Length];
        Span<byte> encoded = buffer[document.Length..];
        Base64.EncodeToUtf8(document, encoded, out _, out int length);
        document.Clear();
        return encoded[..length];
    }

    private static void Write(
        ref AsciiWriter writer, scoped ReadOnlySpan<PostCondition> conditions, int ofSignature, PostDialect dialect, DateTimeOffset end)
    {
        if (dialect.FieldsFirst)
        {
            const int Fields = 2;
            writer.Raw("{\"conditions\":["u8);
            Write(ref writer, conditions[Fields..ofSignature], dialect);
            Write(ref writer, conditions[..Fields], dialect);
            Write(ref writer, conditions[ofSignature..], dialect);
            writer.Raw("],"u8);
            WriteEnd(ref writer, dialect, end);
            writer.Raw('}');
        }
        else
        {
            writer.Raw('{');
            WriteEnd(ref writer, dialect, end);
            writer.Raw(",\"conditions\":["u8);
            Write(ref writer, conditions, dialect);
            writer.Raw("]}"u8);
        }
    }

    private static void WriteEnd(ref AsciiWriter writer, PostDialect dialect, DateTimeOffset end)
    {
        const int Seconds = 19;
        writer.Raw("\"expiration\":\""u8);
        end.UtcDateTime.TryFormat(writer.Reserve(Seconds), out _, "s", CultureInfo.InvariantCulture);
        writer.Raw(dialect.EndOfTime);
        writer.Raw('"');
    }

    private static void Write(ref AsciiWriter writer, scoped ReadOnlySpan<PostCondition> conditions, PostDialect dialect)
    {
        foreach (ref readonly PostCondition condition in conditions)
        {
            writer.Raw(writer.Written[^1] == '[' ? default : ","u8);
            switch (condition.Kind)
            {
                case PostComparison.Exact:
                    writer.Raw("{\""u8);
                    Write(ref writer, condition.Name, dialect);
                    writer.Raw("\":\""u8);
                    Write(ref writer, condition.Value, dialect);
                    writer.Raw("\"}"u8);
                    break;
                case PostComparison.StartsWith:
                    writer.Raw("[\"starts-with\",\"$"u8);
                    Write(ref writer, condition.Name, dialect);
                    writer.Raw("\",\""u8);
                    Write(ref writer, condition.Value, dialect);
                    writer.Raw("\"]"u8);
                    break;
                default:
                    writer.Raw("[\""u8);
                    writer.Raw(condition.Name);
                    writer.Raw("\","u8);
                    writer.Raw(condition.Value);
                    writer.Raw(']');
                    break;
            }
        }
    }

    private static void Write(ref AsciiWriter writer, string text, PostDialect dialect)
    {
        if (text.AsSpan().ContainsAnyExcept(Plain))
        {
            writer.Raw(Encoding.UTF8.GetBytes(dialect.Escape(text)));
        }
        else
        {
            writer.Raw(text);
        }
    }
}
