namespace ValetKey.Local;

/// <summary>What a check of a store has found.</summary>
/// <param name="Objects">How many objects were read, with the parts of uploads that are under way.</param>
/// <param name="Bytes">How many bytes of content they have.</param>
/// <param name="Faults">What is wrong; empty for a sound store.</param>
/// <param name="UnnamedFiles">
/// How many files no object names: of uploads that just run, or left by a crash. They do no harm, and a start clears those that are an hour old.
/// </param>
public sealed record IntegrityReport(long Objects, long Bytes, IReadOnlyList<IntegrityFault> Faults, int UnnamedFiles)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool IsSound => Faults.Count == 0;
}
