using System.Net;
using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using ValetKey.Providers;

namespace ValetKey.Azure.Delegation;

/// <summary>Asks through an SDK's client: dates are taken note of, and refusals explained.</summary>
internal sealed class SdkDelegationKeyClient : IDelegationKeyClient
{
    private readonly Func<DelegationKeySpan, string?, CancellationToken, Task<DelegationAnswer>> _call;
    private readonly StorageClock _clock;
    private readonly TimeProvider _time;
    private readonly string _issuerName;
    private readonly string _service;

    public SdkDelegationKeyClient(BlobServiceClient client, StorageClock clock, TimeProvider time, string issuerName)
        : this((span, tenant, token) => DelegationCalls.CallAsync(client, span, tenant, token), clock, time, issuerName, "blob")
    {
    }

    public SdkDelegationKeyClient(QueueServiceClient client, StorageClock clock, TimeProvider time, string issuerName)
        : this((span, tenant, token) => DelegationCalls.CallAsync(client, span, tenant, token), clock, time, issuerName, "queue")
    {
    }

    private SdkDelegationKeyClient(
        Func<DelegationKeySpan, string?, CancellationToken, Task<DelegationAnswer>> call,
        StorageClock clock,
        TimeProvider time,
        string issuerName,
        string service) => (_call, _clock, _time, _issuerName, _service) = (call, clock, time, issuerName, service);

    /// <summary>Whether the client is the application's, which does not show what it was made with.</summary>
    public bool IsOfApplication { get; init; }

    private string Hint => IsOfApplication
        ? " The client is the application's own; it must have a credential of Entra ID, and no shared access signature."
        : "";

    public async Task<DelegationKey> RequestAsync(DelegationKeySpan span, string? delegatedUserTenantId, CancellationToken cancellationToken)
    {
        long sent = _time.GetTimestamp();
        try
        {
            DelegationAnswer answer = await _call(span, delegatedUserTenantId, cancellationToken).ConfigureAwait(false);
            Observe(answer.Raw, sent);
            ThrowUnlessComplete(answer.Facts, answer.Secret, delegatedUserTenantId);
            return ToKey(answer.Facts, answer.Secret);
        }
        catch (RequestFailedException fault)
        {
            Observe(fault.GetRawResponse(), sent);
            throw Explain(fault);
        }
    }

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
            _clock.Observe(date, _time.GetElapsedTime(sent));
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
                ValetKeyErrorReason.CredentialsUnavailable, $"The {_service} service gave '{_issuerName}' a user delegation key {fault}.");
        }
    }

    private ValetKeyException Explain(RequestFailedException fault)
    {
        (HttpStatusCode? status, string? retryAfter) = DelegationKeyFaults.AnswerOf(fault);
        string message = status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
                $"The {_service} service gives '{_issuerName}' no user delegation key ({fault.Status}). Assign the application's identity the role "
                + $"\"Storage {char.ToUpperInvariant(_service[0])}{_service[1..]} Delegator\", or another with the action "
                + $"Microsoft.Storage/storageAccounts/{_service}Services/generateUserDelegationKey/action, on the storage account: on a container or "
                + $"a queue alone it does not count.{Hint}",
            _ when ServiceFault.IsPassing(status) =>
                $"The {_service} service could not give '{_issuerName}' a user delegation key "
                + $"({(status is null ? "no answer" : $"{fault.Status}")}). It is asked again soon.",
            _ => $"The {_service} service gives '{_issuerName}' no user delegation key ({fault.Status}). See that it is the right account, and that "
                + $"this machine's clock is right.{Hint}",
        };
        return ServiceFault.Of(message, fault, status, retryAfter);
    }
}
