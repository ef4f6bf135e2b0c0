using ValetKey.Internal;

namespace ValetKey.Issuing;

/// <summary>Asks the application's policies, in order, and sees to it that each only narrows.</summary>
internal sealed class PolicyStage(string issuerName, IKeyPolicy[] policies)
{
    public bool IsEmpty => policies.Length == 0;

    public async ValueTask<KeyRequest> ApplyAsync(
        KeyRequest request, TimeSpan defaultLifetime, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (IKeyPolicy policy in policies)
        {
            KeyRequest narrowed = await AskAsync(policy, request, cancellationToken).ConfigureAwait(false);
            if (ReferenceEquals(narrowed, request))
            {
                continue;
            }

            CheckRequest(policy, narrowed, defaultLifetime, now);
            if (Narrowing.FirstWidening(request, narrowed, defaultLifetime, now) is { } field)
            {
                throw ValetKeyException.Denied($"The policy {policy.GetType().Name} returned a request that is wider in {field}; a policy may only narrow.");
            }

            request = narrowed;
        }

        return request;
    }

    private static void CheckRequest(IKeyPolicy policy, KeyRequest narrowed, TimeSpan defaultLifetime, DateTimeOffset now)
    {
        try
        {
            RequestRules.Check(narrowed, defaultLifetime, now);
        }
        catch (ValetKeyException fault)
        {
            // The caller's own request was sound: let the message name who changed it.
            throw ValetKeyException.Denied($"The policy {policy.GetType().Name} left a request that cannot be issued: {fault.Message}");
        }
    }

    private async ValueTask<KeyRequest> AskAsync(IKeyPolicy policy, KeyRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await policy.EvaluateAsync(request, new KeyPolicyContext(issuerName), cancellationToken).ConfigureAwait(false)
                ?? throw new InvalidOperationException("It returned null.");
        }
        catch (Exception fault) when (fault is not ValetKeyException && !fault.IsGivingUp(cancellationToken))
        {
            throw new ValetKeyException(
                ValetKeyErrorReason.ProviderFailure, $"The policy {policy.GetType().Name} failed, so nothing is issued.", fault)
            {
                IsTransient = fault.IsTimeout(),
            };
        }
    }
}
