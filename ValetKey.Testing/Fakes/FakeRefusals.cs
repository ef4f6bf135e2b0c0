namespace ValetKey.Testing;

/// <summary>What a test wants refused: the last of the policies, so that it is asked about what would be issued otherwise.</summary>
internal sealed class FakeRefusals : IKeyPolicy
{
    private readonly Lock _gate = new();
    private readonly Queue<Func<ValetKeyException>> _next = [];
    private readonly List<(Func<KeyRequest, bool> Applies, Func<ValetKeyException> Create)> _standing = [];

    public static Func<ValetKeyException> Of(ValetKeyErrorReason reason, string? message)
    {
        if (!Enum.IsDefined(reason))
        {
            throw new ArgumentOutOfRangeException(nameof(reason), reason, "This is no reason.");
        }

        string told = message ?? $"The test has this refused: {reason}.";
        return () => reason switch
        {
            ValetKeyErrorReason.InvalidRequest => ValetKeyException.InvalidRequest(told),
            ValetKeyErrorReason.Denied => ValetKeyException.Denied(told),
            ValetKeyErrorReason.QuotaExhausted => ValetKeyException.QuotaExhausted(told),
            _ => new ValetKeyException(reason, told),
        };
    }

    public void Add(Func<ValetKeyException> create)
    {
        lock (_gate)
        {
            _next.Enqueue(create);
        }
    }

    public void Add(Func<KeyRequest, bool> applies, Func<ValetKeyException> create)
    {
        lock (_gate)
        {
            _standing.Add((applies, create));
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _next.Clear();
            _standing.Clear();
        }
    }

    public ValueTask<KeyRequest> EvaluateAsync(KeyRequest request, KeyPolicyContext context, CancellationToken cancellationToken) =>
        Find(request) is { } create ? throw create() : ValueTask.FromResult(request);

    private Func<ValetKeyException>? Find(KeyRequest request)
    {
        (Func<KeyRequest, bool> Applies, Func<ValetKeyException> Create)[] standing;
        lock (_gate)
        {
            standing = [.. _standing];
        }

        // The test's own code is not called under the lock.
        Func<ValetKeyException>? always = standing.FirstOrDefault(refusal => refusal.Applies(request)).Create;
        lock (_gate)
        {
            return always ?? (_next.TryDequeue(out Func<ValetKeyException>? next) ? next : null);
        }
    }
}
