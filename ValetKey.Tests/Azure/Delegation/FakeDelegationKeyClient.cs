using System.Text;
using ValetKey.Azure.Delegation;

namespace ValetKey.Tests.Azure.Delegation;

/// <summary>A service in memory that gives numbered keys, when and for as long as the test says.</summary>
internal sealed class FakeDelegationKeyClient : IDelegationKeyClient
{
    private readonly Lock _counting = new();
    private int _underWay;

    public List<(DateTimeOffset StartsAt, DateTimeOffset ExpiresAt, string? Tenant)> Requests { get; } = [];

    public List<DelegationKey> Keys { get; } = [];

    public int MostUnderWay { get; private set; }

    /// <summary>Why no key is given.</summary>
    public Exception? Fault { get; set; }

    /// <summary>What a call waits for.</summary>
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
                return Requests.Count;
            }
        }
    }

    public static byte[] SecretOf(string version) => Encoding.ASCII.GetBytes($"hunter2-secret-of-key-{version}");

    public async Task<DelegationKey> RequestAsync(DelegationKeySpan span, string? delegatedUserTenantId, CancellationToken cancellationToken)
    {
        string version;
        lock (_counting)
        {
            Requests.Add((span.StartsAt, span.ExpiresAt, delegatedUserTenantId));
            MostUnderWay = Math.Max(MostUnderWay, ++_underWay);
            version = $"{Requests.Count}";
        }

        try
        {
            await Gate.WaitAsync(IsDeaf ? CancellationToken.None : cancellationToken);
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
            Keys.Add(key);
        }

        return key;
    }
}
