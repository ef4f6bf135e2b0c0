using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace ValetKey.Providers;

/// <summary>
/// Names for a service whose parts are ordinary objects, which it joins: <c>{name}.{upload's id}/{number}</c>, the number in five digits, so that
/// they are listed in order.
/// </summary>
public static class PartNames
{
    private const int Digits = 5;
    private const int IdLength = 32;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>An upload with an id that no other has. Nothing is written for it.</summary>
    public static PartUpload Begin(string container, string name)
    {
        _ = KeyScope.ForObject(container, name);
        return new PartUpload(container, name, RandomNumberGenerator.GetHexString(IdLength, lowercase: true));
    }

    /// <summary>The prefix under which the parts of an upload are.</summary>
    public static string PrefixOf(PartUpload upload)
    {
        ArgumentNullException.ThrowIfNull(upload);
        return $"{upload.Name}.{upload.Id}/";
    }

    /// <summary>The object that is a part.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="number"/> is not from 1 to <see cref="KeyScope.MaximumPartNumber"/>.</exception>
    public static KeyScope ScopeOf(PartUpload upload, int number)
    {
        ArgumentNullException.ThrowIfNull(upload);
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, KeyScope.MaximumPartNumber);
        return KeyScope.ForObject(upload.Container, PrefixOf(upload) + number.ToString("D5", CultureInfo.InvariantCulture));
    }

    /// <summary>Which part of which upload an object is.</summary>
    /// <returns>Whether its name is a part's.</returns>
    public static bool TryParse(string container, string name, [NotNullWhen(true)] out PartUpload? upload, out int number)
    {
        ArgumentNullException.ThrowIfNull(container);
        ArgumentNullException.ThrowIfNull(name);
        upload = null;
        number = 0;
        int slash = name.Length - Digits - 1;
        int dot = slash - IdLength - 1;
        if (dot < 1 || name[slash] != '/' || name[dot] != '.'
            || name.AsSpan(slash + 1).ContainsAnyExceptInRange('0', '9')
            || name.AsSpan(dot + 1, IdLength).ContainsAnyExcept(HexDigits))
        {
            return false;
        }

        number = int.Parse(name.AsSpan(slash + 1), CultureInfo.InvariantCulture);
        upload = new PartUpload(container, name[..dot], name.Substring(dot + 1, IdLength));
        return number is >= 1 and <= KeyScope.MaximumPartNumber;
    }
}
