using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace ValetKey.Providers;

/// <summary>
/// A signer that is made anew when its options change, so that a region or a secret is switched without a restart. Keys that are being issued meanwhile are
/// signed by the old one or the new one, as a whole. Options that do not pass validation change nothing.
/// </summary>
/// <typeparam name="TOptions">The provider's options.</typeparam>
public sealed class ReloadingSigner<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions> : IKeySigner, IServiceDateSource, IDisposable
    where TOptions : class
{
    private readonly IDisposable? _subscription;
    private IKeySigner _current;

    /// <summary>Makes the first signer.</summary>
    /// <param name="options">The options; those that bear <paramref name="name"/> count.</param>
    /// <param name="name">The name of issuer, signer and options.</param>
    /// <param name="create">Makes a signer from options.</param>
    public ReloadingSigner(IOptionsMonitor<TOptions> options, string name, Func<TOptions, IKeySigner> create)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(create);
        _current = create(options.Get(name));
        _subscription = options.OnChange((changed, changedName) =>
        {
            if (changedName == name)
            {
                Volatile.Write(ref _current, create(changed));
            }
        });
    }

    /// <inheritdoc/>
    public SignerCapabilities Capabilities => Volatile.Read(ref _current).Capabilities;

    /// <inheritdoc/>
    public ValueTask<IssuedKey> SignAsync(KeyGrant grant, CancellationToken cancellationToken) =>
        Volatile.Read(ref _current).SignAsync(grant, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<DateTimeOffset?> ReadServiceDateAsync(CancellationToken cancellationToken) =>
        Volatile.Read(ref _current) is IServiceDateSource source ? source.ReadServiceDateAsync(cancellationToken) : ValueTask.FromResult<DateTimeOffset?>(null);

    /// <summary>Watches the options no longer, and disposes the signer. One that was replaced is left to its callers, who may still be waiting for it.</summary>
    public void Dispose()
    {
        _subscription?.Dispose();
        (Volatile.Read(ref _current) as IDisposable)?.Dispose();
    }
}
