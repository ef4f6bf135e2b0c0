using System.Text;
using ValetKey.Azure.Delegation;

namespace ValetKey.Tests.Azure.Delegation;

/// <summary>A service in memory that gives numbered keys, when and for as long as the test says.</summary>
internal sealed class FakeDelegationKeyClient : IDelegationKeyClient
{
    private readonly Lock _counting = new();
    private readonly List<(DateTimeOffset StartsAt, DateTimeOffset ExpiresAt, string? Tenant)> _requests = [];
    private readonly List<DelegationKey> _keys = [];
    private int _underWay;

    public IReadOnlyList<(DateTimeOffset StartsAt, DateTimeOffset ExpiresAt, string? Tenant)> Requests => Copy(_requests);

    public IReadOnlyList<DelegationKey> Keys => Copy(_keys);

    public int MostUnderWay { get; private set; }

    /// <summary>Why no key is given.</summary>
    public Exception? Fault { get; set; }

    /// <summary>What a call waits for that is counted from now on.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Whether a call heeds a cancellation while it waits.</summary>
    public bool IsDeaf { get; set; }

    /// <summary>What the service makes of the times that it is asked for.</summary>
    public Func<DateTimeOffset, DateTimeOffset, (DateTimeOffset StartsAt, DateTimeOffset ExpiresAt)> Answer { get; set; } =
        (start, end) => (start, end);

    public int Count
    {
        get
        {
            lock (_counting)
            {
                return _requests.Count;
            }
        }
    }

    public static byte[] SecretOf(string version) => Encoding.ASCII.GetBytes($"hunter2-secret-of-key-{version}");

    public async Task<DelegationKey> RequestAsync(DelegationKeySpan span, string? delegatedUserTenantId, CancellationToken cancellationToken)
    {
        string version;
        Task gate;
        lock (_counting)
        {
            gate = Gate;
            _requests.Add((span.StartsAt, span.ExpiresAt, delegatedUserTenantId));
            MostUnderWay = Math.Max(MostUnderWay, ++_underWay);
            version = $"{_requests.Count}";
        }

        try
        {
            await gate.WaitAsync(IsDeaf ? CancellationToken.None : cancellationToken);
            return Give(span, delegatedUserTenantId, version);
        }
        finally
        {
            lock (_counting)
            {
                _underWay--;
            }
        }
    }

    private DelegationKey Give(DelegationKeySpan span, string? tenant, string version)
    {
        if (Fault is { } fault)
        {
            throw fault;
        }

        (DateTimeOffset start, DateTimeOffset end) = Answer(span.StartsAt, span.ExpiresAt);
        DelegationKey key = new(new DelegationKeyFacts("object", "tenant", start, end, "b", version, tenant), SecretOf(version));
        lock (_counting)
        {
            _keys.Add(key);
        }

        return key;
    }

    private T[] Copy<T>(List<T> list)
    {
        lock (_counting)
        {
            return [.. list];
        }
    }
}
