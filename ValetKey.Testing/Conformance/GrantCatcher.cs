using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Providers;

namespace ValetKey.Testing;

/// <summary>Lets an issuer make grants of requests by all its rules, and keeps them in the place of signing them.</summary>
internal sealed class GrantCatcher : IAsyncDisposable
{
    private readonly AsyncLocal<StrongBox<KeyGrant?>> _caught = new();
    private readonly ServiceProvider _application;

    public GrantCatcher(ConformanceRun run) => _application = run.CreateApplication(
        register: builder => builder.AddSigner(ConformanceRun.IssuerName, _ => new Signer(this, run.Signer.Capabilities)));

    public async Task<KeyGrant> CatchAsync(KeyRequest request, CancellationToken cancellationToken)
    {
        StrongBox<KeyGrant?> caught = new();
        _caught.Value = caught;
        try
        {
            await _application.GetRequiredKeyedService<IValetKeyIssuer>(ConformanceRun.IssuerName).IssueAsync(request, cancellationToken);
        }
        catch (ValetKeyException)
        {
        }

        return caught.Value ?? throw new ConformanceException($"No grant is made of {request.Permissions} on {request.Scope}.");
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private sealed class Signer(GrantCatcher catcher, SignerCapabilities capabilities) : IKeySigner
    {
        public SignerCapabilities Capabilities => capabilities;

        public ValueTask<IssuedKey> SignAsync(KeyGrant grant, CancellationToken cancellationToken)
        {
            catcher._caught.Value!.Value = grant;
            throw new ValetKeyException(ValetKeyErrorReason.ProviderFailure, "The grant was all that was wanted.");
        }
    }
}
