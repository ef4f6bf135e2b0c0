using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using ValetKey.Configuration;
using static System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes;

namespace ValetKey.Providers;

/// <summary>
/// A signer that is made anew when its options change, so that a region or a secret is switched without a restart. Keys that are being issued
/// meanwhile are signed by the old one or the new one, as a whole. Options that are equal to those in use change nothing: what was fetched with the
/// signer's credentials stays.
/// </summary>
internal sealed partial class ReloadingSigner<[DynamicallyAccessedMembers(PublicParameterlessConstructor | PublicProperties)] TOptions>
    : IKeySigner, IServiceDateSource, IDisposable
    where TOptions : class, new()
{
    private readonly SignerDefinition<TOptions> _definition;
    private readonly SignerContext _context;
    private readonly CurrentOptions<TOptions> _options;
    private OptionsState<TOptions>? _inUse;
    private CountedSigner _current = null!;
    private volatile bool _isDisposed;

    public ReloadingSigner(SignerDefinition<TOptions> definition, SignerContext context)
    {
        _definition = definition;
        _context = context;
        _options = new CurrentOptions<TOptions>(context.Name, context.Services, context.Logger, Use);
    }

    public SignerCapabilities Capabilities => Volatile.Read(ref _current).Signer.Capabilities;

    public ValueTask<IssuedKey> SignAsync(KeyGrant grant, CancellationToken cancellationToken)
    {
        CountedSigner current = Enter();
        bool isPending = false;
        try
        {
            ValueTask<IssuedKey> key = current.Signer.SignAsync(grant, cancellationToken);
            isPending = !key.IsCompleted;
            return isPending ? AwaitAsync(current, key) : key;
        }
        finally
        {
            if (!isPending)
            {
                current.Leave();
            }
        }
    }

    public async ValueTask<DateTimeOffset?> ReadServiceDateAsync(CancellationToken cancellationToken)
    {
        CountedSigner current = Enter();
        try
        {
            return current.Signer is IServiceDateSource source ? await source.ReadServiceDateAsync(cancellationToken).ConfigureAwait(false) : null;
        }
        finally
        {
            current.Leave();
        }
    }

    /// <summary>Watches the options no longer, and disposes the signer as soon as nobody waits for it.</summary>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _options.Dispose();
            _current.Leave();
        }
    }

    private static async ValueTask<IssuedKey> AwaitAsync(CountedSigner signer, ValueTask<IssuedKey> key)
    {
        try
        {
            return await key.ConfigureAwait(false);
        }
        finally
        {
            signer.Leave();
        }
    }

    private CountedSigner Enter()
    {
        CountedSigner current = Volatile.Read(ref _current);
        while (!current.TryEnter())
        {
            // It was replaced between the two steps.
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            current = Volatile.Read(ref _current);
        }

        return current;
    }

    private void Use(TOptions options)
    {
        OptionsState<TOptions> state = new(options, _definition.Settings);
        if (_inUse?.IsSame(state) == true)
        {
            return;
        }

        CountedSigner? before = _current;
        Volatile.Write(ref _current, new CountedSigner(_definition.Create(options, _context)));
        _inUse = state;
        if (before is not null)
        {
            before.Leave();
            LogReplaced(_context.Logger, _context.Name);
        }
    }

    [LoggerMessage(EventId = 42, EventName = "SignerReplaced", Level = LogLevel.Information,
        Message = "{Issuer}: the settings have changed, and keys are signed by the new ones.")]
    private static partial void LogReplaced(ILogger logger, string issuer);
}
