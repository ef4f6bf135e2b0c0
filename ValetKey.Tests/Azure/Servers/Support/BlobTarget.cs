namespace ValetKey.Tests.Azure.Servers.Support;

/// <summary>What a holder of a token tries something on.</summary>
internal enum BlobTarget
{
    Blob,
    NewBlob,
    AppendBlob,
    Container,
    Account,
}
