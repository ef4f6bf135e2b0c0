using ValetKey.Providers;

namespace ValetKey.AspNetCore;

/// <summary>How an upload is carried out: where it is staged, in which parts, and what is then stored with it.</summary>
internal sealed record UploadPlan
{
    public required string StagingContainer { get; init; }

    public required string StagingName { get; init; }

    /// <summary>0 for an upload in one piece.</summary>
    public long PartLength { get; init; }

    public bool Overwrite { get; init; }

    public required ObjectProperties Properties { get; init; }

    public ClientNetwork? ClientNetwork { get; init; }

    public bool HasParts => PartLength > 0;

    public int PartCountOf(long length) => HasParts ? (int)((length + PartLength - 1) / PartLength) : 1;

    public long OffsetOf(int number) => (number - 1) * PartLength;

    public long LengthOf(int number, long length) => HasParts ? Math.Min(PartLength, length - OffsetOf(number)) : length;
}
