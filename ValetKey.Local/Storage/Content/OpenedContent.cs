namespace ValetKey.Local.Storage.Content;

/// <summary>Opens the pieces of a content as one stream.</summary>
internal static class OpenedContent
{
    /// <exception cref="IOException">A file is gone; see <see cref="ContentFiles.IsGone"/>.</exception>
    public static Stream Of(StoreLayout layout, IReadOnlyList<Piece> pieces)
    {
        List<Stream> opened = new(pieces.Count);
        try
        {
            foreach (Piece piece in pieces)
            {
                opened.Add(Open(layout, piece));
            }
        }
        catch
        {
            opened.ForEach(stream => stream.Dispose());
            throw;
        }

        return opened is [Stream only] ? only : new JoinedStream(opened);
    }

    private static Stream Open(StoreLayout layout, Piece piece) => piece.File is { } file
        ? ContentFiles.OpenRead(layout.ContentPath(file))
        : new MemoryStream(piece.Data!, writable: false);
}
