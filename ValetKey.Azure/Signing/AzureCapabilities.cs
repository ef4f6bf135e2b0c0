using ValetKey.Providers;

namespace ValetKey.Azure.Signing;

/// <summary>
/// What Azure enforces, by form. Settings that would make more possible are declared as forms that need them, so that a refusal can name the setting.
/// </summary>
/// <remarks>
/// A token binds permissions, not requests: <c>w</c> gives every operation that writes. So the length and the checksum of a whole upload are bound
/// for <see cref="Permissions.Create"/> alone: with <c>If-None-Match</c> signed too, an upload in blocks, each of which has a length of its own, is
/// shut out, since Put Block takes no conditional headers.
/// </remarks>
internal static class AzureCapabilities
{
    /// <summary>"Get User Delegation Key": the expiry lies within seven days.</summary>
    public static readonly TimeSpan LongestDelegation = TimeSpan.FromDays(7);

    public static SignerCapabilities Create(AzureFeatures features)
    {
        List<FormCapability> forms = [Url(features), Query(features)];
        if (features.IsEmulator)
        {
            forms.AddRange(LocalStandIn.Forms);
        }

        foreach ((AzureFeatures better, string requirement) in AzureImprovements.Of(features))
        {
            forms.AddRange([Url(better, requirement), Query(better, requirement)]);
        }

        return new SignerCapabilities(forms);
    }

    private static FormCapability Url(AzureFeatures features, string? requirement = null)
    {
        ConstraintKinds always = Always(features, features.HttpsBlobs);
        ConstraintKinds appended = features.SignsRequests ? ConstraintKinds.ExactLength | ConstraintKinds.ChecksumMd5 : ConstraintKinds.None;
        ConstraintKinds type = features.SignsRequests ? ConstraintKinds.ContentType : ConstraintKinds.None;
        List<PermissionRule> rules =
        [
            new(Objects(features), Permissions.Read, always | ConstraintKinds.Response),
            new(Objects(features), Permissions.Delete, always),
            new(ResourceKinds.Object, Permissions.Create, always | appended | type),
            new(ResourceKinds.Object, Permissions.Write, always | type),
            new(ResourceKinds.Object, Permissions.Append, always | appended),
            new(Trees(features), Permissions.List, always),
        ];
        if (features.HasQueues)
        {
            rules.Add(new(ResourceKinds.Queue, Permissions.Send | Permissions.Peek, Always(features, features.HttpsQueues)));
        }

        return new FormCapability(KeyForm.SignedUrl, rules)
        {
            MaximumLifetime = Longest(features),
            Extras = Extras(features),
            Requirement = requirement,
        };
    }

    private static FormCapability Query(AzureFeatures features, string? requirement = null)
    {
        ConstraintKinds always = Always(features, features.HttpsBlobs);
        ResourceKinds trees = Trees(features);
        List<PermissionRule> rules =
        [
            new(Objects(features) | trees, Permissions.Read, always | ConstraintKinds.Response),
            new(Objects(features) | trees, Permissions.ReadProperties, always | ConstraintKinds.Response) { OnlyWith = Permissions.Read },
            new(Objects(features) | trees, Permissions.Delete, always),
            new(ResourceKinds.Object | trees, Permissions.Create | Permissions.Write | Permissions.Append, always),
            new(trees, Permissions.List, always),
        ];
        if (features.HasQueues)
        {
            const Permissions Messages = Permissions.Send | Permissions.Receive | Permissions.Peek | Permissions.Update;
            rules.Add(new(ResourceKinds.Queue, Messages, Always(features, features.HttpsQueues)));
        }

        return new FormCapability(KeyForm.SignedQuery, rules)
        {
            CombinesPermissions = true,
            MaximumLifetime = Longest(features),
            Extras = Extras(features),
            Requirement = requirement,
        };
    }

    private static ConstraintKinds Always(AzureFeatures features, bool isHttps) =>
        ConstraintKinds.NotBefore
        | (isHttps ? ConstraintKinds.HttpsOnly : ConstraintKinds.None)
        | (features.IsEmulator ? ConstraintKinds.None : ConstraintKinds.ClientAddressRange);

    private static ResourceKinds Objects(AzureFeatures features) =>
        features.Version.HasVersions ? ResourceKinds.Object | ResourceKinds.ObjectVersion : ResourceKinds.Object;

    private static ResourceKinds Trees(AzureFeatures features) =>
        features.HasDirectories ? ResourceKinds.Prefix | ResourceKinds.Container : ResourceKinds.Container;

    private static TimeSpan Longest(AzureFeatures features) => features.IsDelegated ? LongestDelegation : TimeSpan.MaxValue;

    private static List<Type> Extras(AzureFeatures features)
    {
        List<Type> extras = [typeof(AzureSnapshot), typeof(AzureAppendBlob)];
        if (features.Version.HasEncryptionScopes && !features.IsEmulator)
        {
            extras.Add(typeof(AzureEncryptionScope));
        }

        if (!features.IsDelegated)
        {
            // The emulator puts a policy's times and permissions in the place of the token's.
            if (!features.IsEmulator)
            {
                extras.Add(typeof(AzureStoredAccessPolicy));
            }

            return extras;
        }

        if (features.HasDirectories)
        {
            extras.AddRange([typeof(AzureAuthorizedObject), typeof(AzureUnauthorizedObject)]);
        }

        if (features.Version.HasDelegatedUsers && !features.IsEmulator)
        {
            extras.Add(typeof(AzureDelegatedUser));
        }

        return extras;
    }
}
