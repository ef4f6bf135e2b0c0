namespace ValetKey.Local.Storage.Parts;

/// <summary>What an upload in parts is to become.</summary>
/// <param name="Target">The object, how it may be stored, and under which precondition. No more than that counts here.</param>
/// <param name="Upload">The upload.</param>
/// <param name="Parts">The parts that make the object: numbers that rise, and the tag of each, as the answer to its upload said.</param>
internal sealed record CompletionRequest(PutRequest Target, Guid Upload, IReadOnlyList<LocalPart> Parts);
