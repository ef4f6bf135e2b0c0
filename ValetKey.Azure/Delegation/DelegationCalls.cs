using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using BlobKey = Azure.Storage.Blobs.Models.UserDelegationKey;
using QueueKey = Azure.Storage.Queues.Models.UserDelegationKey;

namespace ValetKey.Azure.Delegation;

/// <summary>What an SDK's client answers: a key, and the answer as it came.</summary>
internal readonly struct DelegationAnswer(DelegationKeyFacts facts, string secret, Response raw)
{
    public DelegationKeyFacts Facts => facts;

    public string Secret => secret;

    public Response Raw => raw;
}

/// <summary>The calls of the SDK's two clients, which differ in their types alone.</summary>
internal static class DelegationCalls
{
    public static async Task<DelegationAnswer> CallAsync(
        BlobServiceClient client, DelegationKeySpan span, string? tenant, CancellationToken cancellationToken)
    {
        BlobGetUserDelegationKeyOptions call = new(span.ExpiresAt) { StartsOn = span.StartsAt, DelegatedUserTenantId = tenant };
        Response<BlobKey> answer = await client.GetUserDelegationKeyAsync(call, cancellationToken).ConfigureAwait(false);
        BlobKey key = answer.Value;
        DelegationKeyFacts facts = new(
            key.SignedObjectId, key.SignedTenantId, key.SignedStartsOn, key.SignedExpiresOn, key.SignedService, key.SignedVersion,
            key.SignedDelegatedUserTenantId);
        return new DelegationAnswer(facts, key.Value, answer.GetRawResponse());
    }

    public static async Task<DelegationAnswer> CallAsync(
        QueueServiceClient client, DelegationKeySpan span, string? tenant, CancellationToken cancellationToken)
    {
        QueueGetUserDelegationKeyOptions call = new(span.ExpiresAt) { StartsOn = span.StartsAt, DelegatedUserTenantId = tenant };
        Response<QueueKey> answer = await client.GetUserDelegationKeyAsync(call, cancellationToken).ConfigureAwait(false);
        QueueKey key = answer.Value;
        DelegationKeyFacts facts = new(
            key.SignedObjectId, key.SignedTenantId, key.SignedStartsOn, key.SignedExpiresOn, key.SignedService, key.SignedVersion,
            key.SignedDelegatedUserTenantId);
        return new DelegationAnswer(facts, key.Value, answer.GetRawResponse());
    }
}
