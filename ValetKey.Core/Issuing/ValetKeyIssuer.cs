using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ValetKey.Diagnostics;
using ValetKey.Internal;
using ValetKey.Providers;

namespace ValetKey.Issuing;

/// <summary>The way of a key: policy, window, form, signature, audit. Each stage is a file of its own; this one is their order.</summary>
internal sealed partial class ValetKeyIssuer : IValetKeyIssuer, IDisposable
{
    private readonly IKeySigner _signer;
    private readonly StorageClock _clock;
    private readonly PolicyStage _policies;
    private readonly AuditStage _audit;
    private readonly ILogger<ValetKeyIssuer> _logger;
    private readonly IDisposable? _optionsSubscription;
    private ValetKeyOptions _options;

    public ValetKeyIssuer(
        string name,
        IKeySigner signer,
        StorageClock clock,
        TimeProvider time,
        IOptionsMonitor<ValetKeyOptions> options,
        IEnumerable<IKeyPolicy> policies,
        IEnumerable<IKeyAuditSink> sinks,
        ILogger<ValetKeyIssuer> logger)
    {
        Name = name;
        _signer = signer;
        _clock = clock;
        _logger = logger;
        _policies = new PolicyStage(name, [.. policies]);
        _audit = new AuditStage(name, time, [.. sinks], logger);
        _options = options.Get(name);
        _optionsSubscription = options.OnChange((changed, changedName) =>
        {
            if (changedName == Name)
            {
                Volatile.Write(ref _options, changed);
            }
        });
    }

    public string Name { get; }

    public async ValueTask<IssuedKey> IssueAsync(KeyRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(request.Scope, nameof(request));
        using Activity? activity = Telemetry.StartIssue(Name, request);
        long started = Telemetry.StartTimer();
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            ValetKeyOptions options = Volatile.Read(ref _options);
            (IssuedKey key, KeyRequest granted) = await SignAsync(request, options, cancellationToken).ConfigureAwait(false);
            if (!_audit.IsEmpty)
            {
                await _audit.RecordIssueAsync(key, granted, options.AuditFailure, cancellationToken).ConfigureAwait(false);
            }

            Telemetry.RecordIssue(activity, Name, key, started);
            LogIssued(_logger, Name, key.Id, key.Kind, key.Permissions, key.Scope, key.ExpiresAt);
            return key;
        }
        catch (ValetKeyException fault)
        {
            fault.IssuerName = Name;
            fault.Scope = request.Scope;
            fault.Permissions = request.Permissions;
            Telemetry.RecordFault(activity, Name, fault.Reason, started);
            LogNotIssued(_logger, Name, request.Permissions, request.Scope, fault.Reason, fault.Message);
            await _audit.RecordFaultAsync(request, fault).ConfigureAwait(false);
            throw;
        }
        catch (OperationCanceledException)
        {
            Telemetry.RecordCancellation(activity, Name, started);
            await _audit.RecordCancellationAsync(request).ConfigureAwait(false);
            throw;
        }
    }

    public void Dispose() => _optionsSubscription?.Dispose();

    private async ValueTask<(IssuedKey Key, KeyRequest Granted)> SignAsync(
        KeyRequest request, ValetKeyOptions options, CancellationToken cancellationToken)
    {
        int version = _clock.Version;
        DateTimeOffset now = await _clock.GetUtcNowAsync(mayTry: true, cancellationToken).ConfigureAwait(false);
        RequestRules.Check(request, options.DefaultLifetime, now);
        OptionRules.Check(request, options, now);
        KeyRequest narrowed = _policies.IsEmpty
            ? request
            : await _policies.ApplyAsync(request, options.DefaultLifetime, now, cancellationToken).ConfigureAwait(false);

        IssuedKey key = await SignAsync(request, narrowed, options, now, cancellationToken).ConfigureAwait(false);
        if (_clock.Version != version)
        {
            // Waiting for a credential, the signer learnt that the clock was wrong; so were the key's times.
            now = await _clock.GetUtcNowAsync(cancellationToken).ConfigureAwait(false);
            RequestRules.Check(narrowed, options.DefaultLifetime, now);
            key = await SignAsync(request, narrowed, options, now, cancellationToken).ConfigureAwait(false);
        }

        return (key, narrowed);
    }

    private async ValueTask<IssuedKey> SignAsync(
        KeyRequest asked, KeyRequest narrowed, ValetKeyOptions options, DateTimeOffset now, CancellationToken cancellationToken)
    {
        KeyGrant grant = Grant(asked, narrowed, options, now);
        IssuedKey key = await SignAsync(grant, cancellationToken).ConfigureAwait(false);
        KeyCheck.Check(key, grant, options.RequireHttps);
        return key;
    }

    private KeyGrant Grant(KeyRequest asked, KeyRequest narrowed, ValetKeyOptions options, DateTimeOffset now)
    {
        TimeSpan lifetime = narrowed.Lifetime ?? options.DefaultLifetime;
        KeyWindow window = KeyWindow.Open(narrowed, lifetime, options.ClockSkew, now);
        FormCapability form = FormNegotiator.Choose(_signer.Capabilities, narrowed, window.ExpiresAt - window.IssuedAt, Name);
        return new KeyGrant
        {
            Id = KeyIds.Create(now),
            Scope = narrowed.Scope,
            Permissions = narrowed.Permissions,
            Constraints = narrowed.Constraints,
            Extras = narrowed.Extras,
            Form = form.Form,
            IssuedAt = window.IssuedAt,
            NotBefore = window.NotBefore,
            ExpiresAt = window.ExpiresAt,
            MinimumExpiresAt = window.MinimumExpiresAt,
            IsStable = narrowed.StableFor is not null,
            ExpiryLimit = lifetime < (asked.Lifetime ?? options.DefaultLifetime) ? ExpiryLimit.Policy
                : narrowed.StableFor is not null ? ExpiryLimit.Stability
                : ExpiryLimit.Requested,
        };
    }

    private async ValueTask<IssuedKey> SignAsync(KeyGrant grant, CancellationToken cancellationToken)
    {
        try
        {
            return await _signer.SignAsync(grant, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not ValetKeyException && !fault.IsGivingUp(cancellationToken))
        {
            throw new ValetKeyException(ValetKeyErrorReason.ProviderFailure, $"The signer '{Name}' failed with {fault.GetType().Name}.", fault)
            {
                IsTransient = fault.IsTimeout(),
            };
        }
    }
}
