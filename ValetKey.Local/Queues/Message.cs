namespace ValetKey.Local.Queues;

/// <summary>A message in a queue.</summary>
internal sealed record Message
{
    /// <summary>Where it stands in the order of arrival.</summary>
    public required long Sequence { get; init; }

    public required Guid Id { get; init; }

    /// <summary>What it takes to change or delete it. Each receive makes a new one, which nobody can guess.</summary>
    public required Guid Receipt { get; init; }

    /// <summary>From when on it can be received.</summary>
    public required DateTimeOffset Visible { get; init; }

    public required DateTimeOffset Inserted { get; init; }

    public required DateTimeOffset Expires { get; init; }

    /// <summary>How often it was received.</summary>
    public required int Receives { get; init; }

    public string? ContentType { get; init; }

    public required byte[] Content { get; init; }
}
