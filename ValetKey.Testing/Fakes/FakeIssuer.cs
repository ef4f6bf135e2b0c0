using System.Buffers.Binary;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Issuing;
using ValetKey.Providers;

namespace ValetKey.Testing;

/// <summary>An issuer for the unit tests of applications: it remembers what it was asked, and its keys open nothing.</summary>
/// <remarks>
/// <para>It is a real issuer in front of a signer that is none. So it checks requests, options and policies as the real one does, and throws
/// what that throws; it has no network, and no secret.</para>
/// <para>Its keys are determined by the request: their URLs lie under <c>https://fake.invalid/</c> and the issuer's name, a host that nobody can have
/// (RFC 2606), their ids are <c>00000000-0000-7000-8000-000000000001</c> and so on. With a fixed <see cref="TimeProvider"/> the times are too.</para>
/// <para>Thread-safe.</para>
/// </remarks>
public sealed class FakeIssuer : IValetKeyIssuer
{
    private readonly Lock _gate = new();
    private readonly List<KeyRequest> _requests = [];
    private readonly List<IssuedKey> _keys = [];
    private readonly FakeRefusals _refusals = new();
    private readonly ValetKeyIssuer _issuer;
    private ulong _lastId;

    /// <summary>Creates an issuer that stands alone.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="configure">The options; the defaults if null.</param>
    /// <param name="time">The clock; the system's if null.</param>
    /// <param name="capabilities">What its keys can express; if null every form, permission and constraint, but no extras.</param>
    public FakeIssuer(
        string name = "fake", Action<ValetKeyOptions>? configure = null, TimeProvider? time = null, SignerCapabilities? capabilities = null)
        : this(name, CreateServices(name, configure, time), capabilities)
    {
    }

    internal FakeIssuer(string name, IServiceProvider services, SignerCapabilities? capabilities) =>
        _issuer = CreateIssuer(name, services, capabilities ?? FakeCapabilities.Everything);

    /// <inheritdoc/>
    public string Name => _issuer.Name;

    /// <summary>What was asked, in order, whether it was refused or not.</summary>
    public IReadOnlyList<KeyRequest> Requests => Snapshot(_requests);

    /// <summary>The keys that were handed out, in order.</summary>
    public IReadOnlyList<IssuedKey> Keys => Snapshot(_keys);

    /// <summary>
    /// Refuses the next request that is valid and that options and policies allow; called several times, that many of them. Others are refused
    /// anyway, and do not count.
    /// </summary>
    /// <param name="reason">The reason. With <see cref="ValetKeyErrorReason.QuotaExhausted"/> the refusal is transient.</param>
    /// <param name="message">What is told; a sentence about the test if null.</param>
    public void Refuse(ValetKeyErrorReason reason, string? message = null) => _refusals.Add(FakeRefusals.Of(reason, message));

    /// <summary>The same with an exception of one's own, such as one that has a <see cref="ValetKeyException.RetryAfter"/>.</summary>
    /// <param name="refusal">The exception; the caller gets one that says the same, with the attempt.</param>
    public void Refuse(ValetKeyException refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        _refusals.Add(() => refusal);
    }

    /// <summary>Refuses every request of a kind, from now on.</summary>
    /// <param name="isRefused">Whether a request is, as the policies left it. Called for valid requests, and concurrently.</param>
    /// <param name="reason">The reason. With <see cref="ValetKeyErrorReason.QuotaExhausted"/> the refusals are transient.</param>
    /// <param name="message">What is told; a sentence about the test if null.</param>
    public void RefuseWhen(Func<KeyRequest, bool> isRefused, ValetKeyErrorReason reason, string? message = null)
    {
        ArgumentNullException.ThrowIfNull(isRefused);
        _refusals.Add(isRefused, FakeRefusals.Of(reason, message));
    }

    /// <summary>Forgets requests, keys and refusals, and counts ids from 1: for tests that share an issuer.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _requests.Clear();
            _keys.Clear();
            _lastId = 0;
        }

        _refusals.Clear();
    }

    /// <inheritdoc/>
    public async ValueTask<IssuedKey> IssueAsync(KeyRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        Add(_requests, request);
        IssuedKey key = await _issuer.IssueAsync(request, cancellationToken).ConfigureAwait(false);
        Add(_keys, key);
        return key;
    }

    private static ServiceProvider CreateServices(string name, Action<ValetKeyOptions>? configure, TimeProvider? time)
    {
        ServiceCollection services = new();
        services.AddSingleton(time ?? TimeProvider.System);
        IValetKeyBuilder builder = services.AddValetKey().AddFake(name);
        if (configure is not null)
        {
            builder.Configure(name, configure);
        }

        return services.BuildServiceProvider();
    }

    // It is never disposed: all that does is to stop listening to options, which live no longer than this.
    private ValetKeyIssuer CreateIssuer(string name, IServiceProvider services, SignerCapabilities capabilities)
    {
        TimeProvider time = services.GetRequiredService<TimeProvider>();
        return new ValetKeyIssuer(
            name,
            new FakeSigner(name, capabilities),
            new StorageClock(name, time),
            time,
            services,
            SignerBuilderExtensions.PoliciesOf(services, name).Append(_refusals),
            services.GetServices<IKeyAuditSink>(),
            SignerBuilderExtensions.LoggerOf(services),
            _ => CreateId());
    }

    /// <summary>Version 7, as real ones are (RFC 9562, 5.7), with a count for the time and the randomness.</summary>
    private Guid CreateId()
    {
        lock (_gate)
        {
            _lastId++;
            Span<byte> bytes = stackalloc byte[16];
            bytes[6] = 0x70;
            BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], (1UL << 63) | _lastId);
            return new Guid(bytes, bigEndian: true);
        }
    }

    private void Add<T>(List<T> list, T item)
    {
        lock (_gate)
        {
            list.Add(item);
        }
    }

    private T[] Snapshot<T>(List<T> list)
    {
        lock (_gate)
        {
            return [.. list];
        }
    }
}
