using System.Net;
using System.Text.Json.Nodes;
using ValetKey.Providers;

namespace ValetKey.Tests.Conformance.Faults;

/// <summary>Ways to be wrong, each with the case that finds it.</summary>
internal static class FaultCatalog
{
    private static readonly KeyConstraints None = KeyConstraints.None;

    public static IReadOnlyList<Fault> All { get; } = [.. Dropped, .. Widened, .. Times, .. Names, .. Dishonest, .. Careless];

    /// <summary>A constraint is declared and not signed.</summary>
    private static IEnumerable<Fault> Dropped =>
    [
        Drops("the content type", "SignedUrl, Write on Object, ContentType: nobody else does", c => c with { ContentType = null }),
        Drops("the family of content types", "SignedForm, Write on Prefix, ContentTypeFamily: nobody else does", c => c with { ContentType = null }),
        Drops("the exact length", "SignedUrl, Create on Object, ExactLength: nobody else does", c => c with { ContentLength = null }),
        Drops("the least length", "SignedForm, Write on Object, LengthRange: nobody else does",
            c => c with { ContentLength = LengthRange.AtMost(c.ContentLength!.Value.Maximum) }),
        Drops("the greatest length by one", "SignedUrl, Write on Object, LengthRange: nobody else does",
            c => c with { ContentLength = LengthRange.Between(c.ContentLength!.Value.Minimum, c.ContentLength.Value.Maximum + 1) }),
        Drops("the checksum", "SignedUrl, Write on Object, ChecksumSha256: nobody else does", c => c with { Checksum = null }),
        Drops("the metadata", "SignedUrl, Write on Object, Metadata: nobody else does", c => c with { Metadata = None.Metadata }),
        Drops("the response headers", "SignedUrl, Read on Object, Response: who keeps to it passes", c => c with { Response = null }),
        Drops("the client's network", "SignedUrl, Read on Object, ClientNetwork: nobody else does", c => c with { ClientNetwork = null }),
        Drops("the borders of the client's range", "SignedQuery, Read on Prefix, ClientAddressRange: nobody else does", c => c with
        {
            ClientNetwork = ClientNetwork.FromNetwork(IPNetwork.Parse("0.0.0.0/0")),
        }),
        Drops("https", "SignedUrl, Delete on Object, HttpsOnly: nobody else does", c => c with { HttpsOnly = false }),
        Drops("single use", "SignedUrl, Read on Object, SingleUse: it opens once", c => c with { SingleUse = false }),
        Drops("single use among many", "SignedForm, Write on Object, SingleUse: of 16 at once one gets in", c => c with { SingleUse = false }),
        new("starts at once", "SignedUrl, Read on Object, NotBefore: nobody else does")
        {
            Grant = grant => Copy(grant, notBefore: grant.IssuedAt, constraints: grant.Constraints with { NotBefore = null }),
        },
    ];

    /// <summary>More is opened than was granted.</summary>
    private static IEnumerable<Fault> Widened =>
    [
        Opens("the whole container for a prefix", "SignedQuery, Read on Prefix: it opens nothing else",
            grant => KeyScope.ForContainer(grant.Scope.Container)),
        Opens("the whole container for the form of a prefix", "SignedForm, Write on Prefix: it opens nothing else",
            grant => KeyScope.ForContainer(grant.Scope.Container)),
        Opens("the prefix around an object", "SignedQuery, Delete on Object: it opens nothing else",
            grant => grant.Scope.Name.LastIndexOf('/') is var end and > 0
                ? KeyScope.ForPrefix(grant.Scope.Container, grant.Scope.Name[..(end + 1)])
                : grant.Scope),
        Opens("another container", "SignedUrl, Read on Object: it works", grant => KeyScope.ForObject("others", grant.Scope.Name)),
        Gives("deleting to who may read", "SignedQuery, Read on Object: it opens nothing else", grant => grant.Permissions | Permissions.Delete),
        Gives("writing to who may create", "SignedQuery, Create on Prefix: it opens nothing else", grant => grant.Permissions | Permissions.Write),
        Gives("overwriting to who may create", "SignedForm, Create on Object: it works", _ => Permissions.Write),
        Gives("reading to who may list", "SignedQuery, List on Prefix: it opens nothing else", grant => grant.Permissions | Permissions.Read),
        Gives("properties to who may write", "SignedQuery, Write on Object: it opens nothing else",
            grant => grant.Permissions | Permissions.ReadProperties),
    ];

    private static IEnumerable<Fault> Times =>
    [
        new("ends later by the allowance for clocks", "SignedUrl, Read on Object: it ends")
        {
            Grant = grant => Copy(grant, expiresAt: grant.ExpiresAt + new ClockSkewPolicy().StartBackdate),
        },
        new("ends two seconds late", "SignedUrl, Write on Object: it ends")
        {
            Grant = grant => Copy(grant, expiresAt: grant.ExpiresAt.AddSeconds(2)),
        },
        new("begins late", "SignedUrl, Read on Object: it works") { Grant = grant => Copy(grant, notBefore: grant.NotBefore.AddMinutes(5)) },
        new("has a clock of its own", "SignedUrl, Read on Object: it ends")
        {
            Grant = grant => Copy(grant, expiresAt: TimeProvider.System.GetUtcNow() + (grant.ExpiresAt - grant.IssuedAt)),
        },
        new("outlives its credential", "SignedUrl, Read on Object: it never outlives the credential") { HasCredentialThatEnds = true },
        new("is another key within one window", "SignedUrl, Read on Object: asked again within its window it is the same, or is refused")
        {
            Grant = grant => Copy(grant, expiresAt: grant.ExpiresAt.AddSeconds(-(grant.Now - grant.IssuedAt).TotalSeconds - 1)),
        },
    ];

    private static IEnumerable<Fault> Names =>
    [
        Renames("composes names", "SignedUrl, Write on Object: the name 34 e<301> is what it says, or is refused",
            name => name.Replace("e\u0301", "\u00e9", StringComparison.Ordinal)), // As Normalize does where there are cultures.
        Renames("unescapes names", "SignedUrl, Write on Object: the name 45 a<25>2Fb is what it says, or is refused", Uri.UnescapeDataString),
        Renames("trims names", "SignedUrl, Write on Object: the name 2 a<20> is what it says, or is refused", name => name.Trim()),
        Renames("writes names in lower case", "SignedUrl, Write on Object: the name 32 aA is what it says, or is refused",
            name => name.ToLowerInvariant()),
        Renames("takes a plus for a space", "SignedUrl, Write on Object: the name 3 a<2B>b is what it says, or is refused",
            name => name.Replace('+', ' ')),
        Renames("cuts names at a question mark", "SignedUrl, Read on Object: the name 57 a<3F>b is what it says, or is refused",
            name => name.Split('?')[0]),
    ];

    /// <summary>The key says something else than is so.</summary>
    private static IEnumerable<Fault> Dishonest =>
    [
        new("says another method", "SignedUrl, Delete on Object: it works")
        {
            Key = (key, _) => FaultySigner.Edit(key, json => json["method"] = "GET"),
        },
        new("says a format that is not its queue's", "SignedUrl, Send on Queue: it works")
        {
            Key = (key, _) => FaultySigner.Edit(key, json => json["messageFormat"] = NewFormat()),
        },
        new("says a format that is not its queue's for updates", "SignedQuery, Update on Queue: it works")
        {
            Key = (key, _) => FaultySigner.Edit(key, json => json["operations"]![0]!["messageFormat"] = NewFormat()),
        },
        new("signs what cannot be verified", "SignedUrl, Read on Object: it works")
        {
            Key = (key, _) => FaultySigner.Edit(key, json => json["url"] = (string)json["url"]! + "A"),
        },
        new("declares what its service does not know", "SignedUrl, Read on ObjectVersion: it works")
        {
            Declare = capabilities => new SignerCapabilities(
                [new FormCapability(KeyForm.SignedUrl, new PermissionRule(ResourceKinds.ObjectVersion, Permissions.Read)), .. capabilities.Forms]),
        },
    ];

    private static IEnumerable<Fault> Careless =>
    [
        new("signs although it was cancelled", "SignedUrl, Read on Object: cancelled before, nothing is issued") { IgnoresCancellation = true },
        new("writes the key into a trace", "SignedUrl: its text, the logs and the traces show no secret")
        {
            Key = (key, _) =>
            {
                System.Diagnostics.Activity.Current?.SetTag("key", ((SignedUrl)key).Url);
                return key;
            },
        },
        new("gives many the key of one", "SignedUrl, Read on Object: 64 threads get each its own") { Key = LastKey.Of },
    ];

    private static JsonObject NewFormat() => new() { ["template"] = "{text}", ["escape"] = "base64", ["contentType"] = "text/plain" };

    private static Fault Drops(string what, string caughtBy, Func<KeyConstraints, KeyConstraints> without) => new($"drops {what}", caughtBy)
    {
        Grant = grant => grant.Constraints.Kinds == ConstraintKinds.None ? grant : Copy(grant, constraints: without(grant.Constraints)),
    };

    private static Fault Opens(string what, string caughtBy, Func<KeyGrant, KeyScope> scope) =>
        new($"opens {what}", caughtBy) { Grant = grant => Copy(grant, scope: scope(grant)) };

    private static Fault Gives(string what, string caughtBy, Func<KeyGrant, Permissions> permissions) =>
        new($"gives {what}", caughtBy) { Grant = grant => Copy(grant, permissions: permissions(grant)) };

    private static Fault Renames(string what, string caughtBy, Func<string, string> rename) =>
        new(what, caughtBy) { Grant = grant => Copy(grant, scope: KeyScope.ForObject(grant.Scope.Container, rename(grant.Scope.Name))) };

    private static KeyGrant Copy(
        KeyGrant grant, KeyScope? scope = null, Permissions? permissions = null, KeyConstraints? constraints = null, DateTimeOffset? notBefore = null,
        DateTimeOffset? expiresAt = null) => new()
        {
            Id = grant.Id,
            Scope = scope ?? grant.Scope,
            Permissions = permissions ?? grant.Permissions,
            Constraints = constraints ?? grant.Constraints,
            Extras = grant.Extras,
            Form = grant.Form,
            IssuedAt = grant.IssuedAt,
            Now = grant.Now,
            NotBefore = notBefore ?? grant.NotBefore,
            ExpiresAt = expiresAt ?? grant.ExpiresAt,
            MinimumExpiresAt = grant.MinimumExpiresAt,
            ExpiryLimit = grant.ExpiryLimit,
            IsStable = grant.IsStable,
        };
}
