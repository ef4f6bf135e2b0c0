namespace ValetKey.AspNetCore;

/// <summary>How far an upload is.</summary>
public enum UploadState
{
    /// <summary>Accepted, and its client was told how to upload.</summary>
    Offered,

    /// <summary>The client has asked for keys for parts.</summary>
    Uploading,

    /// <summary>Somebody looks whether it is there and whole, inspects and publishes it.</summary>
    Verifying,

    /// <summary>The object has its name, and the application was told.</summary>
    Published,

    /// <summary>What came was not what was accepted, or the application did not want it.</summary>
    Rejected,

    /// <summary>The client gave it up, or never brought it.</summary>
    Abandoned,
}
