using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ValetKey;

public sealed partial record KeyScope : ISpanParsable<KeyScope>
{
    private const string ObjectLabel = "object:";
    private const string PartLabel = "part:";
    private const string PrefixLabel = "prefix:";
    private const string ContainerLabel = "container:";
    private const string QueueLabel = "queue:";

    /// <summary>
    /// The scope as text: <c>object:container/name</c>, <c>object:container/name#version</c>, <c>part:container/name#number#upload</c>,
    /// <c>prefix:container/prefix/</c>, <c>container:name</c> or <c>queue:name</c>, with <c>%25</c> for <c>%</c> and <c>%23</c> for <c>#</c> in an
    /// object's name.
    /// <see cref="Parse(string, IFormatProvider?)"/> reads it back.
    /// </summary>
    public override string ToString() => Kind switch
    {
        ResourceKinds.Object => $"{ObjectLabel}{Container}/{Escape(Name)}",
        ResourceKinds.ObjectVersion => $"{ObjectLabel}{Container}/{Escape(Name)}#{VersionId}",
        ResourceKinds.Part => string.Create(CultureInfo.InvariantCulture, $"{PartLabel}{Container}/{Escape(Name)}#{PartNumber}#{UploadId}"),
        ResourceKinds.Prefix => $"{PrefixLabel}{Container}/{Name}",
        ResourceKinds.Container => ContainerLabel + Container,
        _ => QueueLabel + Container,
    };

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">The text has no known label, no name, or a name that breaks the rules.</exception>
    public static KeyScope Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), provider);
    }

    /// <inheritdoc cref="Parse(string, IFormatProvider?)"/>
    public static KeyScope Parse(ReadOnlySpan<char> s, IFormatProvider? provider)
    {
        try
        {
            return ParseCore(s) ?? throw new FormatException(
                $"'{s}' is not a scope. Write object:container/name, part:container/name#number#upload, prefix:container/prefix/, container:name "
                + "or queue:name.");
        }
        catch (ArgumentException fault)
        {
            throw new FormatException($"'{s}' is not a scope. {fault.Message}", fault);
        }
    }

    /// <summary>Reads what <see cref="ToString"/> writes; false when the text is not a scope.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [NotNullWhen(true)] out KeyScope? result) =>
        TryParse(s.AsSpan(), provider, out result);

    /// <inheritdoc cref="TryParse(string?, IFormatProvider?, out KeyScope?)"/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, [NotNullWhen(true)] out KeyScope? result)
    {
        try
        {
            result = ParseCore(s);
        }
        catch (ArgumentException)
        {
            result = null;
        }

        return result is not null;
    }

    private static KeyScope? ParseCore(ReadOnlySpan<char> text)
    {
        int colon = text.IndexOf(':');
        string label = text[..(colon + 1)].ToString();
        ReadOnlySpan<char> rest = text[(colon + 1)..];
        switch (label)
        {
            case ContainerLabel:
                return ForContainer(rest.ToString());
            case QueueLabel:
                return ForQueue(rest.ToString());
        }

        int slash = rest.IndexOf('/');
        if (slash < 0)
        {
            return null;
        }

        string container = rest[..slash].ToString();
        ReadOnlySpan<char> name = rest[(slash + 1)..];
        return label switch
        {
            PrefixLabel => ForPrefix(container, name.ToString()),
            ObjectLabel => ParseObject(container, name),
            PartLabel => ParsePart(container, name.ToString().Split('#', 3)),
            _ => null,
        };
    }

    private static KeyScope ParseObject(string container, ReadOnlySpan<char> text)
    {
        int hash = text.IndexOf('#');
        return hash < 0
            ? ForObject(container, Unescape(text))
            : ForObject(container, Unescape(text[..hash]), text[(hash + 1)..].ToString());
    }

    private static KeyScope? ParsePart(string container, string[] parts) =>
        parts is [string name, [not '0', ..] number, string upload]
        && number.All(char.IsAsciiDigit) // NUL characters behind a number are overlooked when it is read.
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            ? ForPart(container, Unescape(name), upload, value)
            : null;

    private static string Escape(string name) =>
        name.Replace("%", "%25", StringComparison.Ordinal).Replace("#", "%23", StringComparison.Ordinal);

    private static string Unescape(ReadOnlySpan<char> name)
    {
        string text = name.ToString();
        string unescaped = text.Replace("%23", "#", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal);
        return Escape(unescaped) == text
            ? unescaped
            : throw new ArgumentException("In an object's name % is written %25 and # is written %23, and nothing else is escaped.");
    }
}
