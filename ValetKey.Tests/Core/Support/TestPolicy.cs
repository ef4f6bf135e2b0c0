namespace ValetKey.Tests.Core.Support;

/// <summary>A policy in one expression.</summary>
internal sealed class TestPolicy(Func<KeyRequest, KeyRequest?> evaluate) : IKeyPolicy
{
    public List<(KeyRequest Request, KeyPolicyContext Context, CancellationToken Token)> Asked { get; } = [];

    public ValueTask<KeyRequest> EvaluateAsync(KeyRequest request, KeyPolicyContext context, CancellationToken cancellationToken)
    {
        Asked.Add((request, context, cancellationToken));
        return ValueTask.FromResult(evaluate(request)!);
    }
}
