using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using ValetKey.Azure.Delegation;
using ValetKey.Azure.Signing;
using ValetKey.Providers;
using ValetKey.Tests.Azure.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Azure.Sdk;

/// <summary>
/// Grants through the signer, against Azure's own SDK: the same parameters with the same values, the signature among them, and a path that the SDK
/// reads as the same name. The order of the parameters, which is not signed, is the SDK's own.
/// </summary>
internal sealed class SdkGrantDifferentialTests
{
    private const int CasesPerSeed = 400;
    private const Permissions OnBlobs = Permissions.Read | Permissions.Create | Permissions.Write | Permissions.Append | Permissions.Delete;
    private const Permissions OnQueues = Permissions.Send | Permissions.Receive | Permissions.Peek | Permissions.Update;

    [Test]
    public async Task Keys_are_those_of_the_sdk([Range(1, 10)] int seed)
    {
        SasCaseGenerator generate = new(seed);
        for (int i = 0; i < CasesPerSeed; i++)
        {
            bool isDelegated = generate.Chance(0.6);
            KeyGrant grant = Grant(generate, isDelegated);
            DelegationKeyFacts? facts = null;
            FakeDelegation source = new((tenant, need) => KeyFor(generate, grant, tenant, need, out facts));
            using AzureKeySigner signer = isDelegated
                ? TestAccount.DelegatedSigner(options => options.HierarchicalNamespace = true, source, source)
                : TestAccount.KeySigner(options => options.HierarchicalNamespace = true);

            IssuedKey key = await signer.SignAsync(grant, CancellationToken.None);

            string because = $"case {i} of seed {seed}: {grant.Scope}, {grant.Permissions}";
            (string expected, string toSign) = SdkTokens.Of(grant, key, facts);
            Dictionary<string, string> ours = TokenOf(key);
            ours.Should().Equal(SasText.Parse(expected), because);
            ours["sig"].Should().Be(SasText.Signature(toSign, isDelegated ? FakeDelegation.Secret : TestAccount.Key), because);
            if (key is SignedUrl url)
            {
                Reads(url, grant, because);
            }
        }
    }

    private static DelegationKey KeyFor(CaseGenerator generate, KeyGrant grant, string? tenant, LeaseNeed need, out DelegationKeyFacts facts)
    {
        DelegationKey key = FakeDelegation.Key(
            need.LatestStart.AddSeconds(-generate.Number(0, 100_000)),
            need.PreferredEnd.AddSeconds(generate.Number(0, 100_000)),
            grant.Scope.Kind == ResourceKinds.Queue ? "q" : "b",
            tenant);
        facts = key.Facts;
        return key;
    }

    private static KeyGrant Grant(SasCaseGenerator generate, bool isDelegated)
    {
        KeyScope scope = Scope(generate);
        bool isQueue = scope.Kind == ResourceKinds.Queue;
        bool isVersion = scope.Kind == ResourceKinds.ObjectVersion;
        Permissions possible = scope.Kind switch
        {
            ResourceKinds.Queue => OnQueues,
            ResourceKinds.ObjectVersion => Permissions.Read | Permissions.Delete,
            ResourceKinds.Object => OnBlobs,
            _ => OnBlobs | Permissions.List,
        };
        bool isUrl = scope.Kind is ResourceKinds.Object or ResourceKinds.ObjectVersion && generate.Chance(0.6);
        Permissions permissions = isUrl
            ? isVersion
                ? generate.Pick(Permissions.Read, Permissions.Delete)
                : generate.Pick(Permissions.Read, Permissions.Create, Permissions.Write, Permissions.Append, Permissions.Delete)
            : generate.Some(possible);
        if (!isUrl && generate.Chance(0.3) && permissions is Permissions.List or Permissions.Send or Permissions.Peek)
        {
            isUrl = true;
        }

        return Grants.Of(
            scope,
            permissions,
            form: isUrl ? KeyForm.SignedUrl : KeyForm.SignedQuery,
            constraints: Constraints(generate, permissions, isUrl && isDelegated, isQueue),
            extras: generate.Extras(isDelegated, isQueue, isVersion),
            start: generate.Time(),
            length: TimeSpan.FromSeconds(generate.Number(1, 604_800)),
            isStable: generate.Chance(0.2));
    }

    private static KeyScope Scope(SasCaseGenerator generate) => generate.Number(0, 9) switch
    {
        0 => KeyScope.ForQueue(generate.Pick("jobs", "my-queue-1", "abc")),
        1 => KeyScope.ForContainer(generate.Container()),
        2 => KeyScope.ForPrefix(generate.Container(), generate.Name(isDirectory: true) + "/"),
        3 => KeyScope.ForObject(generate.Container(), generate.Name(), "2026-03-01T09:55:00.1234567Z"),
        _ => KeyScope.ForObject(generate.Container(), generate.Name()),
    };

    private static KeyConstraints Constraints(SasCaseGenerator generate, Permissions permissions, bool signsRequests, bool isQueue)
    {
        bool isUpload = permissions is Permissions.Create or Permissions.Write or Permissions.Append;
        return isUpload && signsRequests
            ? generate.UploadConstraints(permissions)
            : new()
            {
                ClientNetwork = generate.Clients(),
                Response = permissions.HasFlag(Permissions.Read) && !isQueue && generate.Chance(0.5) ? generate.Overrides(isPlain: true) : null,
            };
    }

    /// <summary>The token's own parameters, without those of the operation.</summary>
    private static Dictionary<string, string> TokenOf(IssuedKey key)
    {
        Dictionary<string, string> parameters = SasText.Parse(key is SignedUrl url ? url.Url : ((SignedQuery)key).Query);
        foreach (string operation in (string[])["comp", "restype", "prefix", "versionid", "snapshot", "peekonly"])
        {
            parameters.Remove(operation);
        }

        return parameters;
    }

    private static void Reads(SignedUrl key, KeyGrant grant, string because)
    {
        if (grant.Scope.Kind == ResourceKinds.Queue)
        {
            new QueueUriBuilder(new Uri(key.Url)).QueueName.Should().Be(grant.Scope.Container, because);
            return;
        }

        string name = grant.Permissions == Permissions.List ? "" : grant.Scope.Name;
        BlobUriBuilder read = new(new Uri(key.Url));
        read.BlobContainerName.Should().Be(grant.Scope.Container, because);
        (read.VersionId + read.Snapshot).Should().Be(grant.Scope.VersionId ?? "", because);
        Uri.UnescapeDataString(new Uri(key.Url).AbsolutePath)
            .Should().Be($"/{grant.Scope.Container}/{name}".TrimEnd(name.Length == 0 ? '/' : '\0'), because);
        if (!name.EndsWith('/')) // The SDK drops a slash at the end when it reads a URL, not when it signs.
        {
            read.BlobName.Should().Be(name, because);
        }
    }
}
