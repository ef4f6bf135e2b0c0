using Microsoft.Extensions.DependencyInjection;
using ValetKey.Providers;
using ValetKey.Samples.Queues.Messages;
using ValetKey.Samples.Quickstart.Providers;

namespace ValetKey.Tests.Samples;

/// <summary>The local provider with fewer capabilities, or a weaker forger, so that the story's other endings are told too.</summary>
internal sealed class FakeCloud : IQuickstartProvider
{
    private readonly LocalProvider _local = new();

    public SignerCapabilities? Capabilities { get; init; }

    public Func<string, string>? Forge { get; init; }

    public string Description => "a cloud";

    public string Container => _local.Container;

    public IMessageFormat Messages => _local.Messages;

    public Task StartAsync() => _local.StartAsync();

    public void Register(IValetKeyBuilder builder)
    {
        builder.AddSigner("cloud", services => new FewerForms(services.GetRequiredKeyedService<IKeySigner>("local"), Capabilities));
        _local.Register(builder);
    }

    public string Prolong(string url) => Forge?.Invoke(url) ?? _local.Prolong(url);

    public string? ReasonOf(string body) => _local.ReasonOf(body);

    public ValueTask DisposeAsync() => _local.DisposeAsync();

    private sealed class FewerForms(IKeySigner inner, SignerCapabilities? capabilities) : IKeySigner
    {
        public SignerCapabilities Capabilities => capabilities ?? inner.Capabilities;

        public ValueTask<IssuedKey> SignAsync(KeyGrant grant, CancellationToken cancellationToken) => inner.SignAsync(grant, cancellationToken);
    }
}
