using Microsoft.Extensions.DependencyInjection;
using ValetKey.Providers;

namespace ValetKey.Tests.Conformance.Faults;

/// <summary>The local service, whose keys a faulty signer makes.</summary>
internal sealed class FaultyHarness(Fault fault) : LocalHarness
{
    private const string Inner = "inner";

    public override string Name => fault.Name;

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
