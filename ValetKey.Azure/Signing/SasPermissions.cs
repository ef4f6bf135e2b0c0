namespace ValetKey.Azure.Signing;

/// <summary>Permissions as letters, in the order that Azure wants: any other makes the token invalid.</summary>
internal static class SasPermissions
{
    /// <summary>The permissions that blobs and their containers have.</summary>
    public const Permissions OnBlobs = Permissions.Read | Permissions.ReadProperties | Permissions.Create | Permissions.Write
        | Permissions.Append | Permissions.Delete | Permissions.List;

    private static readonly (Permissions Permission, char Letter)[] Blob =
    [
        (Permissions.Read, 'r'),
        (Permissions.Append, 'a'),
        (Permissions.Create, 'c'),
        (Permissions.Write, 'w'),
        (Permissions.Delete, 'd'),
        (Permissions.List, 'l'),
    ];

    private static readonly (Permissions Permission, char Letter)[] Queue =
    [
        (Permissions.Peek, 'r'),
        (Permissions.Send, 'a'),
        (Permissions.Update, 'u'),
        (Permissions.Receive, 'p'),
    ];

    private static readonly string[] BlobTexts = Texts(Blob);

    private static readonly string[] QueueTexts = Texts(Queue);

    /// <summary>"Permissions for a directory, container, or blob". <see cref="Permissions.ReadProperties"/> is within <c>r</c>.</summary>
    public static string OfBlobs(Permissions permissions) => BlobTexts[Bits(permissions, Blob)];

    /// <summary>"Permissions for a queue".</summary>
    public static string OfQueues(Permissions permissions) => QueueTexts[Bits(permissions, Queue)];

    /// <summary>A version is deleted by a permission of its own.</summary>
    public static string OfVersions(Permissions permissions) => OfBlobs(permissions).Replace('d', 'x');

    private static string[] Texts((Permissions Permission, char Letter)[] letters) =>
        [.. Enumerable.Range(0, 1 << letters.Length)
            .Select(bits => string.Concat(letters.Where((_, bit) => (bits & (1 << bit)) != 0).Select(letter => letter.Letter)))];

    private static int Bits(Permissions permissions, (Permissions Permission, char Letter)[] letters)
    {
        int bits = 0;
        for (int i = 0; i < letters.Length; i++)
        {
            bits |= (permissions & letters[i].Permission) != 0 ? 1 << i : 0;
        }

        return bits;
    }
}
