using System.Text;

namespace ValetKey.Internal;

/// <summary>The rules for names that all services share. Each fault is said in full: which argument, what is wrong, where.</summary>
internal static class NameRules
{
    public const int MaximumNameBytes = 1024;
    public const int MaximumContainerLength = 255;
    public const int MaximumVersionLength = 1024;

    public static void CheckContainer(string container, string argument)
    {
        CheckCharacters(container, argument);
        if (container.Length > MaximumContainerLength)
        {
            throw Fault(argument, $"has {container.Length} characters; the most is {MaximumContainerLength}");
        }

        if (container.Contains('/', StringComparison.Ordinal))
        {
            throw Fault(argument, "contains '/', which parts a container from the names in it");
        }

        if (container is "." or "..")
        {
            throw Fault(argument, $"is '{container}', which URLs take for a step in a path");
        }
    }

    public static void CheckName(string name, string argument)
    {
        CheckCharacters(name, argument);
        int bytes = Encoding.UTF8.GetByteCount(name);
        if (bytes > MaximumNameBytes)
        {
            throw Fault(argument, $"has {bytes} bytes in UTF-8; the most is {MaximumNameBytes}");
        }

        if (name[0] == '/')
        {
            throw Fault(argument, "begins with '/'; names are relative to their container");
        }

        CheckSegments(name, argument);
    }

    public static void CheckPrefix(string prefix, string argument)
    {
        CheckName(prefix, argument);
        if (!prefix.EndsWith('/'))
        {
            throw Fault(argument, $"'{prefix}' does not end in '/', so it would open its neighbours too, as 'tenant1' would open 'tenant10/'");
        }
    }

    public static void CheckVersionId(string versionId, string argument)
    {
        CheckCharacters(versionId, argument);
        if (versionId.Length > MaximumVersionLength)
        {
            throw Fault(argument, $"has {versionId.Length} characters; the most is {MaximumVersionLength}");
        }
    }

    private static void CheckCharacters(string text, string argument)
    {
        ArgumentNullException.ThrowIfNull(text, argument);
        if (text.Length == 0)
        {
            throw Fault(argument, "is empty");
        }

        // Plain ASCII, by far the most, is settled at vector speed.
        int first = text.AsSpan().IndexOfAnyExceptInRange(' ', '~');
        int backslash = text.IndexOf('\\', StringComparison.Ordinal);
        if (backslash >= 0)
        {
            throw Fault(argument, $"has a backslash at position {backslash}, which some services take for '/'");
        }

        for (int i = first; i >= 0 && i < text.Length; i++)
        {
            if (char.IsControl(text[i]))
            {
                throw Fault(argument, $"has the control character U+{(int)text[i]:X4} at position {i}");
            }

            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                throw Fault(argument, $"has a lone surrogate at position {i}, which has no UTF-8");
            }
        }
    }

    private static void CheckSegments(ReadOnlySpan<char> name, string argument)
    {
        foreach (Range range in name.Split('/'))
        {
            if (name[range] is "." or "..")
            {
                throw Fault(argument, $"has the segment '{name[range]}', which URLs take for a step in a path");
            }
        }
    }

    private static ArgumentException Fault(string argument, string fault) => new($"The {argument} {fault}.", argument);
}
