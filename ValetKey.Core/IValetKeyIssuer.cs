namespace ValetKey;

/// <summary>Issues keys. Thread-safe; one instance serves an application.</summary>
public interface IValetKeyIssuer
{
    /// <summary>The name it was registered under.</summary>
    string Name { get; }

    /// <summary>Checks the request against options and policies, chooses a form, signs, and tells the audit.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="cancellationToken">Gives up the wait for credentials, policies or audit sinks.</param>
    /// <returns>A key that opens no more, and for no longer, than was asked; its <see cref="IssuedKey.Form"/> says which form it has.</returns>
    /// <exception cref="ValetKeyException">No key was issued; <see cref="ValetKeyException.Reason"/> says why.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    ValueTask<IssuedKey> IssueAsync(KeyRequest request, CancellationToken cancellationToken = default);
}
