namespace ValetKey.Local.Storage;

internal enum PutMode
{
    CreateOnly,
    Replace,

    /// <summary>The body goes after the existing content, under the existing headers; or creates the object.</summary>
    Append,
}
