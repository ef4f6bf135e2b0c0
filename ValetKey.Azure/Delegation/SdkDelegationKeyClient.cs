using System.Net;
using System.Security.Cryptography;
using Azure;
using ValetKey.Providers;

namespace ValetKey.Azure.Delegation;

/// <summary>What the SDK's clients of the two services have in common: dates are taken note of, and refusals explained.</summary>
/// <typeparam name="TKey">The SDK's key.</typeparam>
internal abstract class SdkDelegationKeyClient<TKey>(StorageClock clock, TimeProvider time, string issuerName, string service) : IDelegationKeyClient
{
    public async Task<DelegationKey> RequestAsync(
        DateTimeOffset startsAt, DateTimeOffset expiresAt, string? delegatedUserTenantId, CancellationToken cancellationToken)
    {
        long sent = time.GetTimestamp();
        try
        {
            Response<TKey> answer = await CallAsync(startsAt, expiresAt, delegatedUserTenantId, cancellationToken).ConfigureAwait(false);
            Observe(answer.GetRawResponse(), sent);
            (DelegationKeyFacts facts, string secret) = Read(answer.Value);
            ThrowUnlessComplete(facts, secret, delegatedUserTenantId);
            return ToKey(facts, secret);
        }
        catch (RequestFailedException fault)
        {
            Observe(fault.GetRawResponse(), sent);
            throw Explain(fault);
        }
    }

    protected abstract Task<Response<TKey>> CallAsync(
        DateTimeOffset startsAt, DateTimeOffset expiresAt, string? delegatedUserTenantId, CancellationToken cancellationToken);

    protected abstract (DelegationKeyFacts Facts, string Secret) Read(TKey key);

    /// <summary>The decoded secret is cleared; the text that the SDK made of it cannot be.</summary>
    private static DelegationKey ToKey(DelegationKeyFacts facts, string secret)
    {
        byte[] bytes = Convert.FromBase64String(secret);
        try
        {
            return new DelegationKey(facts, bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private void Observe(Response? answer, long sent)
    {
        if (answer?.Headers.Date is { } date)
        {
            clock.Observe(date, time.GetElapsedTime(sent));
        }
    }

    /// <summary>A key without an owner would sign tokens that nobody honours; one without the asked tenant, tokens for whomever.</summary>
    private void ThrowUnlessComplete(DelegationKeyFacts facts, string secret, string? delegatedUserTenantId)
    {
        string? fault = new[] { facts.ObjectId, facts.TenantId, facts.Service, facts.Version, secret }.Any(string.IsNullOrEmpty)
            ? "that lacks a part"
            : !string.Equals(facts.DelegatedUserTenantId, delegatedUserTenantId, StringComparison.OrdinalIgnoreCase)
                ? "for another tenant of delegated users than was asked for"
                : null;
        if (fault is not null)
        {
            throw new ValetKeyException(
                ValetKeyErrorReason.CredentialsUnavailable, $"The {service} service gave '{issuerName}' a user delegation key {fault}.");
        }
    }

    private ValetKeyException Explain(RequestFailedException fault) => (HttpStatusCode)fault.Status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => Unavailable(
            $"The {service} service gives '{issuerName}' no user delegation key ({fault.Status}). Assign the application's identity the role \"Storage "
            + $"{char.ToUpperInvariant(service[0])}{service[1..]} Delegator\", or another with the action Microsoft.Storage/storageAccounts/{service}Services/"
            + "generateUserDelegationKey/action, on the storage account: on a container or a queue alone it does not count.",
            fault),
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError or 0 => Unavailable(
            $"The {service} service could not give '{issuerName}' a user delegation key ({Status(fault)}). It is asked again soon.", fault, isTransient: true),
        _ => Unavailable(
            $"The {service} service gives '{issuerName}' no user delegation key ({fault.Status}). See that it is the right account, and that this machine's clock is right.",
            fault),
    };

    private static string Status(RequestFailedException fault) => fault.Status == 0 ? "no answer" : $"{fault.Status}";

    private static ValetKeyException Unavailable(string message, Exception fault, bool isTransient = false) =>
        new(ValetKeyErrorReason.CredentialsUnavailable, message, fault) { IsTransient = isTransient };
}
