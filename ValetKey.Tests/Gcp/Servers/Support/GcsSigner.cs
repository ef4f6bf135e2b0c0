namespace ValetKey.Tests.Gcp.Servers.Support;

/// <summary>What signs the keys of a test.</summary>
internal enum GcsSigner
{
    /// <summary>A service account's RSA key.</summary>
    ServiceAccount,

    /// <summary>An HMAC key.</summary>
    Hmac,

    /// <summary>The application's own UrlSigner, over a service account's key.</summary>
    UrlSigner,
}
