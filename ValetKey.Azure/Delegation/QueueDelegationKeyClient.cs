using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using ValetKey.Providers;

namespace ValetKey.Azure.Delegation;

/// <summary>User delegation keys of the queue service.</summary>
internal sealed class QueueDelegationKeyClient(QueueServiceClient client, StorageClock clock, TimeProvider time, string issuerName)
    : SdkDelegationKeyClient<UserDelegationKey>(clock, time, issuerName, "queue")
{
    protected override Task<Response<UserDelegationKey>> CallAsync(
        DateTimeOffset startsAt, DateTimeOffset expiresAt, string? delegatedUserTenantId, CancellationToken cancellationToken) =>
        client.GetUserDelegationKeyAsync(
            new QueueGetUserDelegationKeyOptions(expiresAt) { StartsOn = startsAt, DelegatedUserTenantId = delegatedUserTenantId }, cancellationToken);

    protected override (DelegationKeyFacts Facts, string Secret) Read(UserDelegationKey key) => (
        new DelegationKeyFacts(
            key.SignedObjectId,
            key.SignedTenantId,
            key.SignedStartsOn,
            key.SignedExpiresOn,
            key.SignedService,
            key.SignedVersion,
            key.SignedDelegatedUserTenantId),
        key.Value);
}
