namespace ValetKey.Samples.Queues.Messages;

/// <summary>A message as it was received.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Receipt">What it takes to delete it; empty where it was only looked at.</param>
/// <param name="Text">What it says.</param>
internal sealed record Message(string Id, string Receipt, string Text);
