namespace ValetKey.Local.Storage.Content;

/// <summary>A piece of a content: what was received at once. It lies in a file of its own or, if it is small, in the database.</summary>
/// <param name="Number">Its place among the others; there may be gaps.</param>
/// <param name="Length">How many bytes it has.</param>
/// <param name="Md5">The digest of its bytes, to know later that they are still the same.</param>
/// <param name="File">The name of its file, or null.</param>
/// <param name="Data">Its bytes, where there is no file.</param>
internal sealed record Piece(int Number, long Length, byte[] Md5, string? File, byte[]? Data);
