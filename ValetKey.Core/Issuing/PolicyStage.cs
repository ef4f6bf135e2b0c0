using ValetKey.Internal;

namespace ValetKey.Issuing;

/// <summary>Asks the application's policies, in order, and sees to it that each only narrows.</summary>
internal sealed class PolicyStage(IKeyPolicy[] policies)
{
    public ValueTask<KeyRequest> ApplyAsync(in IssueAttempt attempt, CancellationToken cancellationToken) =>
        policies.Length == 0 ? ValueTask.FromResult(attempt.Request) : AskAllAsync(attempt, cancellationToken);

    private async ValueTask<KeyRequest> AskAllAsync(IssueAttempt attempt, CancellationToken cancellationToken)
    {
        KeyPolicyContext context = new() { AttemptId = attempt.Id, IssuerName = attempt.IssuerName, Now = attempt.Now };
        KeyRequest request = attempt.Request;
        foreach (IKeyPolicy policy in policies)
        {
            KeyRequest narrowed = await AskAsync(policy, request, context, cancellationToken).ConfigureAwait(false);
            if (!ReferenceEquals(narrowed, request))
            {
                Check(policy, request, narrowed, attempt);
                request = narrowed;
            }
        }

        return request;
    }

    private static void Check(IKeyPolicy policy, KeyRequest request, KeyRequest narrowed, in IssueAttempt attempt)
    {
        TimeSpan defaultLifetime = attempt.Options.DefaultLifetime;
        try
        {
            RequestRules.Check(narrowed, defaultLifetime, attempt.Now);
        }
        catch (ValetKeyException fault)
        {
            // The caller's own request was sound: let the message name who changed it.
            throw new ValetKeyException(
                ValetKeyErrorReason.Denied, $"The policy {policy.GetType().Name} left a request that cannot be issued: {fault.Message}");
        }

        if (Narrowing.FirstWidening(request, narrowed, defaultLifetime, attempt.Now) is { } field)
        {
            throw new ValetKeyException(
                ValetKeyErrorReason.Denied,
                $"The policy {policy.GetType().Name} returned a request that is wider in {field}; a policy may only narrow.");
        }
    }

    private static async ValueTask<KeyRequest> AskAsync(
        IKeyPolicy policy, KeyRequest request, KeyPolicyContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await policy.EvaluateAsync(request, context, cancellationToken).ConfigureAwait(false)
                ?? throw new InvalidOperationException("It returned null.");
        }
        catch (Exception fault) when (fault is not ValetKeyException && !fault.IsGivingUp(cancellationToken))
        {
            throw Faults.Failure($"The policy {policy.GetType().Name} failed, so nothing is issued.", fault);
        }
    }
}
