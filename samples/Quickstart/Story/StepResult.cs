namespace ValetKey.Samples.Quickstart.Story;

/// <summary>One line of the table at the end.</summary>
internal sealed record StepResult(string Title, string Expected, string Happened, bool IsAsExpected);
