using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ValetKey.Providers;

namespace ValetKey.Tests.Conformance.Faults;

/// <summary>The local service, whose keys a faulty signer makes.</summary>
internal sealed class FaultyHarness(Fault fault) : LocalHarness
{
    private const string Inner = "inner";

    public override string Name => fault.Name;

    /// <summary>A clock that stands: a key that ends a second too late is still open when it is used, however long that takes.</summary>
    public override TimeProvider Time { get; } = new FakeTimeProvider(TimeProvider.System.GetUtcNow());

    public override SignerCapabilities Capabilities => fault.Declare?.Invoke(base.Capabilities) ?? base.Capabilities;

    public override void Register(IValetKeyBuilder builder, string name)
    {
        base.Register(builder, Inner);
        builder.AddSigner(name, services => new FaultySigner(services.GetRequiredKeyedService<IKeySigner>(Inner), fault));
    }

    public override bool RegisterWithCredentialUntil(IValetKeyBuilder builder, string name, DateTimeOffset credentialEnd)
    {
        if (fault.HasCredentialThatEnds)
        {
            Register(builder, name);
        }

        return fault.HasCredentialThatEnds;
    }
}
