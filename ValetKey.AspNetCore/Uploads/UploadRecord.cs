using ValetKey.Providers;

namespace ValetKey.AspNetCore;

/// <summary>An upload as the ledger has it.</summary>
public sealed record UploadRecord
{
    /// <summary>The upload's id.</summary>
    public required string Id { get; init; }

    /// <summary>The name under which the uploads were registered.</summary>
    public required string Uploads { get; init; }

    /// <summary>The user; null for an anonymous one.</summary>
    public string? Subject { get; init; }

    /// <summary>How far it is.</summary>
    public required UploadState State { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When its state last changed.</summary>
    public required DateTimeOffset Changed { get; init; }

    /// <summary>When it is abandoned, if it is not there and whole by then.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>What the client called the file.</summary>
    public required string FileName { get; init; }

    /// <summary>The declared length in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>The declared media type.</summary>
    public string? ContentType { get; init; }

    /// <summary>The declared checksum.</summary>
    public Checksum? Checksum { get; init; }

    /// <summary>The object that it becomes.</summary>
    public required KeyScope Object { get; init; }

    /// <summary>What the application calls it.</summary>
    public string? Reference { get; init; }

    /// <summary>Why it was rejected or abandoned.</summary>
    public string? Reason { get; init; }

    /// <summary>How it is carried out.</summary>
    internal UploadPlan Plan { get; init; } = null!;

    internal string? PartUploadId { get; init; }

    /// <summary>Whether somebody came to publishing it before.</summary>
    internal bool WasTried { get; init; }

    internal bool IsSettled => State is UploadState.Published or UploadState.Rejected or UploadState.Abandoned;

    internal PartUpload? PartUpload => PartUploadId is { } id ? new PartUpload(Plan.StagingContainer, Plan.StagingName, id) : null;
}
