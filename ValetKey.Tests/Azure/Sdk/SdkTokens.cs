using Azure.Storage;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Queues.Models;
using Azure.Storage.Sas;
using ValetKey.Azure;
using ValetKey.Azure.Delegation;
using ValetKey.Providers;
using ValetKey.Tests.Azure.Support;

namespace ValetKey.Tests.Azure.Sdk;

/// <summary>What Azure's own SDK signs for a grant.</summary>
internal static class SdkTokens
{
    private static readonly StorageSharedKeyCredential Shared = new(TestAccount.Name, TestAccount.Key);

    /// <summary>The parameters, and the text that was signed.</summary>
    public static (string Query, string ToSign) Of(KeyGrant grant, IssuedKey issued, DelegationKeyFacts? key) =>
        grant.Scope.Kind == ResourceKinds.Queue ? OfQueue(grant, key) : Sign(BuilderOf(grant, issued, key is not null), key);

    public static (string Query, string ToSign) Sign(BlobSasBuilder builder, DelegationKeyFacts? key)
    {
        string? text;
        string query = key is null
            ? builder.ToSasQueryParameters(Shared, out text).ToString()
            : builder.ToSasQueryParameters(BlobKey(key), TestAccount.Name, out text).ToString();
        return (query, text);
    }

    public static (string Query, string ToSign) Sign(QueueSasBuilder builder, DelegationKeyFacts? key)
    {
        string? text;
        string query = key is null
            ? builder.ToSasQueryParameters(Shared, out text).ToString()
            : builder.ToSasQueryParameters(QueueKey(key), TestAccount.Name, out text).ToString();
        return (query, text);
    }

    private static BlobSasBuilder BuilderOf(KeyGrant grant, IssuedKey issued, bool isDelegated)
    {
        KeyScope scope = grant.Scope;
        bool isSnapshot = grant.Extras.OfType<AzureSnapshot>().Any();
        BlobSasBuilder builder = new()
        {
            BlobContainerName = scope.Container,
            BlobName = scope.Kind == ResourceKinds.Prefix ? scope.Name.TrimEnd('/') : scope.Name,
            IsDirectory = scope.Kind == ResourceKinds.Prefix ? true : null,
            Snapshot = isSnapshot ? scope.VersionId : null,
            BlobVersionId = isSnapshot ? null : scope.VersionId,
            StartsOn = grant.NotBefore,
            ExpiresOn = grant.ExpiresAt,
            Protocol = SasProtocol.Https,
            IPRange = RangeOf(grant),
            Identifier = grant.Extras.OfType<AzureStoredAccessPolicy>().FirstOrDefault()?.Id,
            EncryptionScope = grant.Extras.OfType<AzureEncryptionScope>().FirstOrDefault()?.Name,
            PreauthorizedAgentObjectId = grant.Extras.OfType<AzureAuthorizedObject>().FirstOrDefault()?.ObjectId.ToString(),
            DelegatedUserObjectId = grant.Extras.OfType<AzureDelegatedUser>().FirstOrDefault()?.ObjectId.ToString(),
            CorrelationId = isDelegated && !grant.IsStable ? grant.Id.ToString() : null,
        };
        if (scope.Kind == ResourceKinds.ObjectVersion && !isSnapshot)
        {
            builder.SetPermissions(OfVersion(grant.Permissions));
        }
        else
        {
            builder.SetPermissions(OfBlob(grant.Permissions));
        }

        AddOverrides(builder, grant.Constraints.Response);
        if (isDelegated)
        {
            AddRequest(builder, grant, issued);
        }

        return builder;
    }

    private static void AddOverrides(BlobSasBuilder builder, ResponseOverrides? response)
    {
        builder.CacheControl = response?.CacheControl;
        builder.ContentDisposition = response?.ContentDisposition;
        builder.ContentEncoding = response?.ContentEncoding;
        builder.ContentLanguage = response?.ContentLanguage;
        builder.ContentType = response?.ContentType;
    }

    /// <summary>The key says what its request must bear; the SDK is told to sign just that.</summary>
    private static void AddRequest(BlobSasBuilder builder, KeyGrant grant, IssuedKey issued)
    {
        KeyConstraints limits = grant.Constraints;
        if (limits.ContentType is null && limits.ContentLength is null && limits.Checksum is null && grant.Permissions != Permissions.Create)
        {
            return;
        }

        builder.RequestHeaders = (issued is SignedUrl url ? url.Headers : ((SignedQuery)issued).Operations.Single().Headers).ToDictionary();
        builder.RequestQueryParameters = grant.Permissions == Permissions.Append ? new() { ["comp"] = "appendblock" } : null;
    }

    private static (string Query, string ToSign) OfQueue(KeyGrant grant, DelegationKeyFacts? key)
    {
        QueueSasBuilder builder = new()
        {
            QueueName = grant.Scope.Container,
            StartsOn = grant.NotBefore,
            ExpiresOn = grant.ExpiresAt,
            Protocol = SasProtocol.Https,
            IPRange = RangeOf(grant),
            Identifier = grant.Extras.OfType<AzureStoredAccessPolicy>().FirstOrDefault()?.Id,
            DelegatedUserObjectId = grant.Extras.OfType<AzureDelegatedUser>().FirstOrDefault()?.ObjectId.ToString(),
        };
        builder.SetPermissions(OfQueue(grant.Permissions));
        return Sign(builder, key);
    }

    private static SasIPRange RangeOf(KeyGrant grant) => grant.Constraints.ClientNetwork is { } clients
        ? clients.First.Equals(clients.Last) ? new SasIPRange(clients.First) : new SasIPRange(clients.First, clients.Last)
        : default;

    private static BlobContainerSasPermissions OfBlob(Permissions permissions) =>
        (permissions.HasFlag(Permissions.Read) ? BlobContainerSasPermissions.Read : 0)
        | (permissions.HasFlag(Permissions.Append) ? BlobContainerSasPermissions.Add : 0)
        | (permissions.HasFlag(Permissions.Create) ? BlobContainerSasPermissions.Create : 0)
        | (permissions.HasFlag(Permissions.Write) ? BlobContainerSasPermissions.Write : 0)
        | (permissions.HasFlag(Permissions.Delete) ? BlobContainerSasPermissions.Delete : 0)
        | (permissions.HasFlag(Permissions.List) ? BlobContainerSasPermissions.List : 0);

    private static BlobContainerSasPermissions OfVersion(Permissions permissions) =>
        (permissions.HasFlag(Permissions.Read) ? BlobContainerSasPermissions.Read : 0)
        | (permissions.HasFlag(Permissions.Delete) ? BlobContainerSasPermissions.DeleteBlobVersion : 0);

    private static QueueSasPermissions OfQueue(Permissions permissions) =>
        (permissions.HasFlag(Permissions.Peek) ? QueueSasPermissions.Read : 0)
        | (permissions.HasFlag(Permissions.Send) ? QueueSasPermissions.Add : 0)
        | (permissions.HasFlag(Permissions.Update) ? QueueSasPermissions.Update : 0)
        | (permissions.HasFlag(Permissions.Receive) ? QueueSasPermissions.Process : 0);

    private static global::Azure.Storage.Blobs.Models.UserDelegationKey BlobKey(DelegationKeyFacts facts) => BlobsModelFactory.UserDelegationKey(
        facts.ObjectId,
        facts.TenantId,
        facts.StartsAt,
        facts.ExpiresAt,
        facts.Service,
        facts.Version,
        facts.DelegatedUserTenantId,
        FakeDelegation.Secret);

    private static global::Azure.Storage.Queues.Models.UserDelegationKey QueueKey(DelegationKeyFacts facts) => QueuesModelFactory.UserDelegationKey(
        facts.ObjectId,
        facts.TenantId,
        facts.StartsAt,
        facts.ExpiresAt,
        facts.Service,
        facts.Version,
        facts.DelegatedUserTenantId,
        FakeDelegation.Secret);
}
