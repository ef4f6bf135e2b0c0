namespace ValetKey.Local.Storage;

/// <summary>What is moved, and what it is to become.</summary>
/// <param name="Container">The container that it is in.</param>
/// <param name="Name">The name that it has.</param>
/// <param name="ETag">The content that it must have.</param>
/// <param name="Target">The object that it becomes, with what is stored with it and under which precondition. No more than that counts here.</param>
internal sealed record MoveRequest(string Container, string Name, string ETag, PutRequest Target);
