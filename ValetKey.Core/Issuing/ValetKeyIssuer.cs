using System.Diagnostics;
using Microsoft.Extensions.Logging;
using ValetKey.Configuration;
using ValetKey.Diagnostics;
using ValetKey.Internal;
using ValetKey.Providers;

namespace ValetKey.Issuing;

/// <summary>The way of a key: policy, window, form, signature, audit. Each stage is a file of its own; this one is their order.</summary>
internal sealed partial class ValetKeyIssuer : IValetKeyIssuer, IDisposable
{
    /// <summary>How often one attempt may learn on the way that the clock was wrong. Once is usual; a clock that keeps changing is a fault.</summary>
    private const int MostCorrections = 3;

    private readonly IKeySigner _signer;
    private readonly StorageClock _clock;
    private readonly TimeProvider _time;
    private readonly PolicyStage _policies;
    private readonly AuditStage _audit;
    private readonly ILogger<ValetKeyIssuer> _logger;
    private readonly Func<DateTimeOffset, Guid> _createId;
    private readonly CurrentOptions<ValetKeyOptions> _currentOptions;
    private ValetKeyOptions _options = null!;

    public ValetKeyIssuer(
        string name,
        IKeySigner signer,
        StorageClock clock,
        TimeProvider time,
        IServiceProvider services,
        IEnumerable<IKeyPolicy> policies,
        IEnumerable<IKeyAuditSink> sinks,
        ILogger<ValetKeyIssuer> logger,
        Func<DateTimeOffset, Guid>? createId = null)
    {
        Name = name;
        _signer = signer;
        _clock = clock;
        _time = time;
        _logger = logger;
        _createId = createId ?? KeyIds.Create;
        _policies = new PolicyStage([.. policies]);
        _audit = new AuditStage([.. sinks], logger);
        _currentOptions = new CurrentOptions<ValetKeyOptions>(name, services, logger, options => Volatile.Write(ref _options, options));
    }

    public string Name { get; }

    public async ValueTask<IssuedKey> IssueAsync(KeyRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(request.Scope, nameof(request));
        DateTimeOffset now = _time.GetUtcNow();
        IssueAttempt attempt = new(_createId(now), Name, request, Volatile.Read(ref _options), now);
        using Activity? activity = Telemetry.StartIssue(attempt);
        long started = Telemetry.StartTimer();
        KeyRequest granted = request;
        IssuedKey? key = null;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int corrections = 0; ; corrections++)
            {
                int version = _clock.Version;
                attempt = attempt with { Now = await _clock.GetUtcNowAsync(corrections == 0 ? now : null, cancellationToken).ConfigureAwait(false) };
                RequestRules.Check(granted, attempt.Options.DefaultLifetime, attempt.Now);
                OptionRules.Check(granted, attempt.Options, attempt.Now);
                if (corrections == 0)
                {
                    granted = await _policies.ApplyAsync(attempt, cancellationToken).ConfigureAwait(false);
                }

                KeyGrant grant = Grant(attempt, granted);
                try
                {
                    key = await _signer.SignAsync(grant, cancellationToken).ConfigureAwait(false);
                }
                catch (Exception fault) when (fault is not ValetKeyException && !fault.IsGivingUp(cancellationToken))
                {
                    throw Faults.Failure($"The signer '{Name}' failed with {fault.GetType().Name}.", fault);
                }

                KeyCheck.Check(key, grant, attempt.Options.RequireHttps);
                if (_clock.Version == version)
                {
                    break;
                }

                // Waiting for a credential, the signer learnt that the clock was wrong; so were the key's times.
                ThrowIfEndless(corrections);
            }

            await _audit.RecordIssueAsync(attempt, granted, key, cancellationToken).ConfigureAwait(false);
            Telemetry.RecordIssue(activity, Name, key, started);
            LogIssued(key);
            return key;
        }
        catch (Exception fault) when (fault.IsGivingUp(cancellationToken))
        {
            Telemetry.RecordCancellation(activity, Name, started);
            await _audit.RecordFaultAsync(attempt, granted, key, fault: null).ConfigureAwait(false);
            throw;
        }
        catch (Exception fault)
        {
            ValetKeyException known = fault as ValetKeyException
                ?? Faults.Failure($"Issuing failed with {fault.GetType().Name}, which nothing accounts for.", fault);
            ValetKeyException told = new(known, attempt);
            Telemetry.RecordFault(activity, Name, told.Reason, started);
            LogNotIssued(told);
            await _audit.RecordFaultAsync(attempt, granted, key, told).ConfigureAwait(false);
            throw told;
        }
    }

    public void Dispose() => _currentOptions.Dispose();

    private KeyGrant Grant(in IssueAttempt attempt, KeyRequest granted)
    {
        ValetKeyOptions options = attempt.Options;
        TimeSpan lifetime = granted.Lifetime ?? options.DefaultLifetime;
        KeyWindow window = KeyWindow.Open(granted, lifetime, options.ClockSkew, attempt.Now);
        FormCapability form = FormNegotiator.Choose(_signer.Capabilities, granted, window.ExpiresAt - window.IssuedAt, Name);
        return new KeyGrant
        {
            Id = attempt.Id,
            Scope = granted.Scope,
            Permissions = granted.Permissions,
            Constraints = granted.Constraints,
            Extras = granted.Extras,
            Form = form.Form,
            IssuedAt = window.IssuedAt,
            Now = attempt.Now,
            NotBefore = window.NotBefore,
            ExpiresAt = window.ExpiresAt,
            MinimumExpiresAt = window.MinimumExpiresAt,
            IsStable = granted.StableFor is not null,
            ExpiryLimit = lifetime < (attempt.Request.Lifetime ?? options.DefaultLifetime) ? ExpiryLimit.Policy
                : granted.StableFor is not null ? ExpiryLimit.Stability
                : ExpiryLimit.Requested,
        };
    }

    private static void ThrowIfEndless(int corrections)
    {
        if (corrections == MostCorrections)
        {
            throw new ValetKeyException(
                ValetKeyErrorReason.ProviderFailure, "The storage service's time changed each time a key was signed, so no key would be right.")
            {
                IsTransient = true,
            };
        }
    }
}
