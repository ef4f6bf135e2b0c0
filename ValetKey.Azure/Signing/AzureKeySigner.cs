using System.Security.Cryptography;
using ValetKey.Azure.Accounts;
using ValetKey.Azure.Delegation;
using ValetKey.Providers;

namespace ValetKey.Azure.Signing;

/// <summary>Signs shared access signatures for blobs and queues.</summary>
internal sealed class AzureKeySigner : IKeySigner, IServiceDateSource, IDisposable
{
    private readonly BlobDate _date;
    private readonly AzurePlaces _places;
    private readonly AzureFeatures _features;
    private readonly KeyedHash? _accountKey;
    private readonly DelegationSources? _delegation;

    /// <param name="account">The account.</param>
    /// <param name="options">For names and capabilities.</param>
    /// <param name="delegation">Where user delegation keys come from; null where the account's key signs.</param>
    public AzureKeySigner(AzureAccount account, AzureStorageOptions options, DelegationSources? delegation)
    {
        _date = new BlobDate(account.BlobUri, options.Transport);
        _places = new AzurePlaces(account, options.ContainerNames);
        _features = AzureFeatures.Of(options, account);
        _delegation = delegation;
        _accountKey = account.Key is { } key ? new KeyedHash(HashAlgorithmName.SHA256, key) : null;
        Capabilities = AzureCapabilities.Create(_features);
    }

    public SignerCapabilities Capabilities { get; }

    public ValueTask<IssuedKey> SignAsync(KeyGrant grant, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(grant);
        cancellationToken.ThrowIfCancellationRequested();
        GrantPlan plan = GrantPlan.Of(grant, _places, _features);
        if (_accountKey is not null)
        {
            return ValueTask.FromResult(Sign(grant, plan, new Sas(_features.Version, _accountKey, null), null));
        }

        ValueTask<DelegationKey> key = KeyAsync(grant, plan, cancellationToken);
        if (!key.IsCompletedSuccessfully)
        {
            return SignWhenThereAsync(grant, plan, key, cancellationToken);
        }

        return TrySign(grant, plan, key.GetAwaiter().GetResult()) is { } issued
            ? ValueTask.FromResult(issued)
            : SignAgainAsync(grant, plan, cancellationToken);
    }

    public ValueTask<DateTimeOffset?> ReadServiceDateAsync(CancellationToken cancellationToken) => _date.ReadAsync(cancellationToken);

    public void Dispose()
    {
        _accountKey?.Dispose();
        _delegation?.Dispose();
    }

    private ValueTask<DelegationKey> KeyAsync(KeyGrant grant, in GrantPlan plan, CancellationToken cancellationToken)
    {
        LeaseNeed need = LeaseNeed.Of(grant) with { LatestStart = grant.NotBefore, PreferredEnd = grant.ExpiresAt };
        return _delegation!.Of(grant.Scope).GetAsync(plan.Extras.DelegatedUser?.TenantId?.ToString(), need, cancellationToken);
    }

    private async ValueTask<IssuedKey> SignWhenThereAsync(
        KeyGrant grant, GrantPlan plan, ValueTask<DelegationKey> key, CancellationToken cancellationToken)
    {
        DelegationKey got = await key.ConfigureAwait(false);
        return TrySign(grant, plan, got) ?? await SignAgainAsync(grant, plan, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Once, not for ever: a source that is itself cleared gives cleared keys alone.</summary>
    private async ValueTask<IssuedKey> SignAgainAsync(KeyGrant grant, GrantPlan plan, CancellationToken cancellationToken)
    {
        DelegationKey got = await KeyAsync(grant, plan, cancellationToken).ConfigureAwait(false);
        return TrySign(grant, plan, got) ?? throw new ValetKeyException(
            ValetKeyErrorReason.CredentialsUnavailable, "The user delegation key was cleared twice before it could sign.")
        {
            IsTransient = true,
        };
    }

    /// <summary>Null where the key was replaced, and cleared, between being got and being used.</summary>
    private IssuedKey? TrySign(KeyGrant grant, in GrantPlan plan, DelegationKey key)
    {
        try
        {
            return Sign(grant, plan, new Sas(_features.Version, key.Hash, key), key);
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
    }

    private IssuedKey Sign(KeyGrant grant, in GrantPlan plan, Sas sas, DelegationKey? key)
    {
        (DateTimeOffset end, ExpiryLimit limit) = grant.EndingBy(key?.Facts.ExpiresAt);
        SasToken token = SasTokens.Of(grant, plan, end, _features);
        string name = grant.Scope.Kind == ResourceKinds.Prefix ? grant.Scope.Name[..^1] : grant.Scope.Name;
        if (grant.Form == KeyForm.SignedQuery)
        {
            return new SignedQuery(grant, plan.Place.Url, sas.Query(token, plan.Place, name), AzureOperations.Of(grant, plan))
            {
                ExpiresAt = end,
                ExpiryLimit = limit,
            };
        }

        string url = sas.Url(token, plan.Place, name, PathOf(grant), AzureOperations.QueryOf(grant, grant.Permissions, plan.Extras.IsSnapshot));
        return new SignedUrl(grant, grant.Permissions.ToHttpMethod(), url)
        {
            Headers = AzureOperations.HeadersOf(grant.Permissions, plan),
            MessageFormat = AzureOperations.FormatOf(grant.Permissions),
            ExpiresAt = end,
            ExpiryLimit = limit,
        };
    }

    private static string PathOf(KeyGrant grant) => grant.Permissions switch
    {
        Permissions.List => "",
        Permissions.Send or Permissions.Peek => AzureOperations.Messages,
        _ => grant.Scope.Name,
    };
}
