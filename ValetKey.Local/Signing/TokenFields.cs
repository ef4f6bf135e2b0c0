using ValetKey.Providers;

namespace ValetKey.Local.Signing;

/// <summary>
/// The query that a local key is, in the order of its fields. What is signed is the text of the URL itself, from the resource's path up to the
/// signature, so there is no second form of it that could differ.
/// </summary>
internal static class TokenFields
{
    public const string Version = "vk";
    public const string CurrentVersion = "1";
    public const string Form = "kf";
    public const string KeyId = "kid";
    public const string Resource = "sr";
    public const string Name = "nm";
    public const string Part = "pn";
    public const string Upload = "up";
    public const string Permissions = "sp";
    public const string Start = "st";
    public const string Expiry = "se";
    public const string ContentType = "ct";
    public const string Length = "cl";
    public const string Checksum = "cs";
    public const string Metadata = "md";
    public const string Network = "ip";
    public const string HttpsOnly = "hs";
    public const string SingleUse = "su";
    public const string ResponseType = "rt";
    public const string ResponseDisposition = "rd";
    public const string ResponseCacheControl = "rc";
    public const string ResponseEncoding = "re";
    public const string ResponseLanguage = "rl";
    public const string Signature = "sig";

    /// <summary>All fields but the signature, in the only order that is accepted.</summary>
    public static readonly string[] InOrder =
    [
        Version, Form, KeyId, Resource, Name, Part, Upload, Permissions, Start, Expiry, ContentType, Length, Checksum, Metadata,
        Network, HttpsOnly, SingleUse,
        ResponseType, ResponseDisposition, ResponseCacheControl, ResponseEncoding, ResponseLanguage,
    ];

    public static readonly string[] Required = [Version, Form, KeyId, Resource, Permissions, Start, Expiry];

    private const string Letters = "rpcwadlstku";

    private static readonly Permissions[] InLetterOrder =
    [
        ValetKey.Permissions.Read, ValetKey.Permissions.ReadProperties, ValetKey.Permissions.Create, ValetKey.Permissions.Write,
        ValetKey.Permissions.Append, ValetKey.Permissions.Delete, ValetKey.Permissions.List, ValetKey.Permissions.Send,
        ValetKey.Permissions.Receive, ValetKey.Permissions.Peek, ValetKey.Permissions.Update,
    ];

    public static char LetterOf(KeyForm form) => form switch
    {
        KeyForm.SignedUrl => 'u',
        KeyForm.SignedForm => 'f',
        _ => 'q',
    };

    public static char LetterOf(ResourceKinds kind) => kind switch
    {
        ResourceKinds.Object => 'o',
        ResourceKinds.Prefix => 'p',
        ResourceKinds.Part => 't',
        ResourceKinds.Queue => 'q',
        _ => 'c',
    };

    public static void WriteLetters(ref AsciiWriter writer, Permissions permissions)
    {
        for (int i = 0; i < InLetterOrder.Length; i++)
        {
            if ((permissions & InLetterOrder[i]) != 0)
            {
                writer.Raw(Letters[i]);
            }
        }
    }

    /// <summary>Reads letters in their order, each once.</summary>
    public static bool TryReadLetters(ReadOnlySpan<char> letters, out Permissions permissions)
    {
        permissions = ValetKey.Permissions.None;
        int last = -1;
        foreach (char letter in letters)
        {
            int index = Letters.IndexOf(letter, StringComparison.Ordinal);
            if (index <= last)
            {
                return false;
            }

            permissions |= InLetterOrder[index];
            last = index;
        }

        return last >= 0;
    }
}
