using Microsoft.Extensions.DependencyInjection;
using ValetKey.Providers;

namespace ValetKey.Testing;

/// <summary>Lets an issuer make a grant of a request by all its rules, and keeps it in the place of signing it.</summary>
internal sealed class GrantCatcher(SignerCapabilities capabilities) : IKeySigner
{
    private KeyGrant? _grant;

    public SignerCapabilities Capabilities => capabilities;

    public static async Task<KeyGrant> CatchAsync(ConformanceRun run, KeyRequest request, CancellationToken cancellationToken)
    {
        GrantCatcher catcher = new(run.Signer.Capabilities);
        await using ServiceProvider application =
            run.CreateApplication(register: builder => builder.AddSigner(ConformanceRun.IssuerName, _ => catcher));
        try
        {
            await application.GetRequiredKeyedService<IValetKeyIssuer>(ConformanceRun.IssuerName).IssueAsync(request, cancellationToken);
        }
        catch (ValetKeyException)
        {
        }

        return catcher._grant ?? throw new ConformanceException($"No grant is made of {request.Permissions} on {request.Scope}.");
    }

    public ValueTask<IssuedKey> SignAsync(KeyGrant grant, CancellationToken cancellationToken)
    {
        _grant = grant;
        throw new ValetKeyException(ValetKeyErrorReason.ProviderFailure, "The grant was all that was wanted.");
    }
}
