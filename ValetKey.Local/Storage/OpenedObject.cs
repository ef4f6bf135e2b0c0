namespace ValetKey.Local.Storage;

/// <summary>An object and its content as they were at one moment; what is written later does not reach them.</summary>
internal sealed class OpenedObject(ObjectInfo info, Stream content) : IDisposable, IAsyncDisposable
{
    public ObjectInfo Info => info;

    /// <summary>Can be read from any position.</summary>
    public Stream Content => content;

    public void Dispose() => content.Dispose();

    public ValueTask DisposeAsync() => content.DisposeAsync();
}
