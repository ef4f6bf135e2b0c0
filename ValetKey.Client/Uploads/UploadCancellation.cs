namespace ValetKey.Client;

/// <summary>What becomes of an upload that is cancelled.</summary>
public enum UploadCancellation
{
    /// <summary>It can be gone on with, by its ticket, until the application abandons it.</summary>
    Keep,

    /// <summary>It is given up, and what the store has of it is deleted.</summary>
    Abandon,
}
