using System.Diagnostics.CodeAnalysis;

namespace ValetKey;

public sealed partial record KeyScope : ISpanParsable<KeyScope>
{
    private const string ObjectLabel = "object:";
    private const string PrefixLabel = "prefix:";
    private const string ContainerLabel = "container:";
    private const string QueueLabel = "queue:";

    /// <summary>
    /// The scope as text: <c>object:container/name</c>, <c>object:container/name#version</c>, <c>prefix:container/prefix/</c>,
    /// <c>container:name</c> or <c>queue:name</c>, with <c>%25</c> for <c>%</c> and <c>%23</c> for <c>#</c> in an object's name.
    /// <see cref="Parse(string, IFormatProvider?)"/> reads it back.
    /// </summary>
    public override string ToString() => Kind switch
    {
        ResourceKinds.Object => $"{ObjectLabel}{Container}/{Escape(Name)}",
        ResourceKinds.ObjectVersion => $"{ObjectLabel}{Container}/{Escape(Name)}#{VersionId}",
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
                $"'{s}' is not a scope. Write object:container/name, prefix:container/prefix/, container:name or queue:name.");
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
        if (text.StartsWith(ContainerLabel, StringComparison.Ordinal))
        {
            return ForContainer(text[ContainerLabel.Length..].ToString());
        }

        if (text.StartsWith(QueueLabel, StringComparison.Ordinal))
        {
            return ForQueue(text[QueueLabel.Length..].ToString());
        }

        bool isPrefix = text.StartsWith(PrefixLabel, StringComparison.Ordinal);
        if (!isPrefix && !text.StartsWith(ObjectLabel, StringComparison.Ordinal))
        {
            return null;
        }

        ReadOnlySpan<char> path = text[(isPrefix ? PrefixLabel : ObjectLabel).Length..];
        int slash = path.IndexOf('/');
        if (slash < 0)
        {
            return null;
        }

        string container = path[..slash].ToString();
        ReadOnlySpan<char> name = path[(slash + 1)..];
        if (isPrefix)
        {
            return ForPrefix(container, name.ToString());
        }

        int hash = name.IndexOf('#');
        return hash < 0
            ? ForObject(container, Unescape(name))
            : ForObject(container, Unescape(name[..hash]), name[(hash + 1)..].ToString());
    }

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
