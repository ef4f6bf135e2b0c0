namespace ValetKey;

/// <summary>A rule of the application, asked before every issue, in the order of registration, those for all issuers first.</summary>
/// <remarks>
/// A policy refuses by throwing <see cref="ValetKeyException.Denied(string)"/>, or returns the request as it is or a narrower one. The
/// issuer checks that it is narrower: a smaller scope, fewer permissions (<see cref="Permissions.Create"/> for
/// <see cref="Permissions.Write"/> among them), a shorter lifetime, further or tighter constraints; all else unchanged. Called concurrently.
/// </remarks>
public interface IKeyPolicy
{
    /// <summary>Looks at one request.</summary>
    /// <param name="request">What is asked for, as earlier policies left it.</param>
    /// <param name="context">Where it is asked.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <returns>The same request, or a narrower one.</returns>
    ValueTask<KeyRequest> EvaluateAsync(KeyRequest request, KeyPolicyContext context, CancellationToken cancellationToken);
}
