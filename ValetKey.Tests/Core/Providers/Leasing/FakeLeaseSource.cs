using ValetKey.Providers;

namespace ValetKey.Tests.Core.Providers.Leasing;

/// <summary>A service in memory that gives numbered secrets, when and for as long as the test says.</summary>
internal sealed class FakeLeaseSource : ILeaseSource<string, FakeSecret>
{
    private readonly Lock _counting = new();
    private readonly Dictionary<string, int> _underWay = [];
    private readonly List<LeaseRequest<string, FakeSecret>> _requests = [];
    private readonly List<FakeSecret> _given = [];

    public IReadOnlyList<LeaseRequest<string, FakeSecret>> Requests => Copy(_requests);

    public IReadOnlyList<FakeSecret> Given => Copy(_given);

    /// <summary>The most calls that were ever under way for one key.</summary>
    public int MostUnderWay { get; private set; }

    /// <summary>Why nothing is given.</summary>
    public Exception? Fault { get; set; }

    /// <summary>What a call waits for that is counted from now on.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Whether a call heeds a cancellation while it waits.</summary>
    public bool IsDeaf { get; set; }

    /// <summary>How long a secret lives; null for ever.</summary>
    public TimeSpan? Life { get; set; } = TimeSpan.FromHours(1);

    /// <summary>What is done instead of giving a new secret.</summary>
    public Func<LeaseRequest<string, FakeSecret>, Lease<FakeSecret>>? Answer { get; set; }

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

    public async Task<Lease<FakeSecret>> ObtainAsync(LeaseRequest<string, FakeSecret> request, CancellationToken cancellationToken)
    {
        int number;
        Task gate;
        lock (_counting)
        {
            gate = Gate;
            _requests.Add(request);
            number = _requests.Count;
            _underWay[request.Key] = _underWay.GetValueOrDefault(request.Key) + 1;
            MostUnderWay = Math.Max(MostUnderWay, _underWay[request.Key]);
        }

        try
        {
            await gate.WaitAsync(IsDeaf ? CancellationToken.None : cancellationToken);
            return Fault is not null ? throw Fault
                : Answer is { } answer ? answer(request)
                : Give(request, number);
        }
        finally
        {
            lock (_counting)
            {
                _underWay[request.Key]--;
            }
        }
    }

    public ValetKeyException Explain(string key, Exception cause) =>
        new(ValetKeyErrorReason.CredentialsUnavailable, $"No secret of '{key}' ({cause.GetType().Name}).", cause) { IsTransient = true };

    private Lease<FakeSecret> Give(LeaseRequest<string, FakeSecret> request, int number)
    {
        FakeSecret secret = new(request.Key, number);
        lock (_counting)
        {
            _given.Add(secret);
        }

        return new Lease<FakeSecret>(secret, request.Need.Now + Life);
    }

    private T[] Copy<T>(List<T> list)
    {
        lock (_counting)
        {
            return [.. list];
        }
    }
}
