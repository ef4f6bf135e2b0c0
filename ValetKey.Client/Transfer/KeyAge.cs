namespace ValetKey.Client.Transfer;

/// <summary>What a refusal of a key can mean.</summary>
internal enum KeyAge
{
    /// <summary>It was made some time ago, so it may have ended.</summary>
    Earlier,

    /// <summary>It was made just now: it has ended only if the store says so.</summary>
    Fresh,

    /// <summary>There is no other.</summary>
    Only,
}
