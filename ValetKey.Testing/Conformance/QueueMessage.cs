namespace ValetKey.Testing;

/// <summary>A message of a queue.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Receipt">What it takes to change or delete it; empty where it was only looked at.</param>
/// <param name="Text">What it says.</param>
public sealed record QueueMessage(string Id, string Receipt, string Text);
