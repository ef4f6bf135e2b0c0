namespace ValetKey.Samples.Quickstart.Story;

/// <summary>Something went otherwise than the story tells.</summary>
internal sealed class SurpriseException(string message) : Exception(message);
