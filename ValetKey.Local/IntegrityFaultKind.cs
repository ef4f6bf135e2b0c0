namespace ValetKey.Local;

/// <summary>What can be wrong with a store.</summary>
public enum IntegrityFaultKind
{
    /// <summary>The database is damaged: restore it from a backup.</summary>
    DatabaseDamaged,

    /// <summary>The content of an object, or a part of it, is gone.</summary>
    ContentMissing,

    /// <summary>The content is shorter or longer than it was.</summary>
    LengthDiffers,

    /// <summary>The content has other bytes than it had.</summary>
    DigestDiffers,
}
