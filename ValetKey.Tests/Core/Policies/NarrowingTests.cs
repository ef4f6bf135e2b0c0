using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Providers;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Policies;

/// <summary>A policy may narrow every field and widen none.</summary>
public sealed class NarrowingTests
{
    private sealed record StorageClass(string Name) : KeyExtra;

    private static readonly DateTimeOffset Start = TestIssuer.Noon.AddMinutes(10);

    private static readonly KeyRequest Full = new(KeyScope.ForPrefix("media", "t1/"), Permissions.Read | Permissions.Write | Permissions.List)
    {
        Lifetime = TimeSpan.FromMinutes(20),
        MinimumLifetime = TimeSpan.FromMinutes(2),
        Subject = "alice",
        Extras = [new StorageClass("cold")],
        Constraints = new()
        {
            ContentType = "image/*",
            ContentLength = LengthRange.Between(10, 100),
            Checksum = new Checksum(ChecksumAlgorithm.Crc32C, [1, 2, 3, 4]),
            Metadata = new Dictionary<string, string> { ["owner"] = "42" },
            Response = new() { CacheControl = "no-store" },
            ClientNetwork = ClientNetwork.FromNetwork(IPNetwork.Parse("10.0.0.0/8")),
            NotBefore = Start,
            HttpsOnly = true,
            SingleUse = true,
        },
    };

    private static readonly (string Name, Func<KeyRequest, KeyRequest> Change)[] Narrowings =
    [
        ("a prefix below", r => r with { Scope = KeyScope.ForPrefix("media", "t1/x/") }),
        ("one object", r => r with { Scope = KeyScope.ForObject("media", "t1/a"), Permissions = Permissions.Read | Permissions.Write }),
        ("fewer permissions", r => r with { Permissions = Permissions.Read | Permissions.Write }),
        ("create for write", r => r with { Permissions = Permissions.Read | Permissions.Create }),
        ("create beside write", r => r with { Permissions = Full.Permissions | Permissions.Create }),
        ("a shorter life", r => r with { Lifetime = TimeSpan.FromMinutes(5) }),
        ("the default life, which is shorter", r => r with { Lifetime = null }),
        ("a later start and the same end",
            r => r with { Lifetime = TimeSpan.FromMinutes(15), Constraints = r.Constraints with { NotBefore = Start.AddMinutes(5) } }),
        ("a form", r => r with { Form = KeyForm.SignedUrl }),
        ("one type of the family", r => r with { Constraints = r.Constraints with { ContentType = "image/png" } }),
        ("an exact length", r => r with { Constraints = r.Constraints with { ContentLength = LengthRange.Exactly(50) } }),
        ("a tighter length", r => r with { Constraints = r.Constraints with { ContentLength = LengthRange.Between(11, 99) } }),
        ("a smaller network",
            r => r with { Constraints = r.Constraints with { ClientNetwork = ClientNetwork.FromAddress(IPAddress.Parse("10.1.2.3")) } }),
        ("equal extras", r => r with { Extras = [new StorageClass("cold")] }),
        ("equal metadata", r => r with { Constraints = r.Constraints with { Metadata = new Dictionary<string, string> { ["owner"] = "42" } } }),
        ("no upload and so no limits on it", r => r with
        {
            Permissions = Permissions.Read,
            Constraints = new()
            {
                Response = r.Constraints.Response,
                ClientNetwork = r.Constraints.ClientNetwork,
                NotBefore = Start,
                HttpsOnly = true,
                SingleUse = true,
            },
        }),
        ("no download and so no response headers",
            r => r with { Permissions = Permissions.Write, Constraints = r.Constraints with { Response = null } }),
    ];

    private static readonly (string Name, Func<KeyRequest, KeyRequest> Change, string Field)[] Widenings =
    [
        ("a container", r => r with { Scope = KeyScope.ForContainer("media") }, "Scope"),
        ("a neighbour", r => r with { Scope = KeyScope.ForPrefix("media", "t10/") }, "Scope"),
        ("another container", r => r with { Scope = KeyScope.ForPrefix("other", "t1/") }, "Scope"),
        ("a further permission", r => r with { Permissions = Full.Permissions | Permissions.Delete }, "Permissions"),
        ("append for write", r => r with { Permissions = Permissions.Read | Permissions.Write | Permissions.Append }, "Permissions"),
        ("properties for read", r => r with { Permissions = Full.Permissions | Permissions.ReadProperties }, "Permissions"),
        ("a longer life", r => r with { Lifetime = TimeSpan.FromMinutes(21) }, "Lifetime"),
        ("a later end", r => r with { Constraints = r.Constraints with { NotBefore = Start.AddMinutes(1) } }, "Constraints.NotBefore"),
        ("the end of time", r => r with { Constraints = r.Constraints with { NotBefore = DateTimeOffset.MaxValue } }, "Constraints.NotBefore"),
        ("an earlier start", r => r with { Constraints = r.Constraints with { NotBefore = Start.AddMinutes(-1) } }, "Constraints.NotBefore"),
        ("no start", r => r with { Constraints = r.Constraints with { NotBefore = null } }, "Constraints.NotBefore"),
        ("another minimum", r => r with { MinimumLifetime = TimeSpan.FromMinutes(1) }, "MinimumLifetime"),
        ("no minimum", r => r with { MinimumLifetime = null }, "MinimumLifetime"),
        ("another subject", r => r with { Subject = "bob" }, "Subject"),
        ("no subject", r => r with { Subject = null }, "Subject"),
        ("fewer extras", r => r with { Extras = [] }, "Extras"),
        ("other extras", r => r with { Extras = [new StorageClass("hot")] }, "Extras"),
        ("any type", r => r with { Constraints = r.Constraints with { ContentType = null } }, "Constraints.ContentType"),
        ("another type", r => r with { Constraints = r.Constraints with { ContentType = "text/html" } }, "Constraints.ContentType"),
        ("a type whose name begins alike", r => r with { Constraints = r.Constraints with { ContentType = "image-x/png" } },
            "Constraints.ContentType"),
        ("any length", r => r with { Constraints = r.Constraints with { ContentLength = null } }, "Constraints.ContentLength"),
        ("a longer upload", r => r with { Constraints = r.Constraints with { ContentLength = LengthRange.Between(10, 101) } },
            "Constraints.ContentLength"),
        ("a shorter upload", r => r with { Constraints = r.Constraints with { ContentLength = LengthRange.AtMost(100) } },
            "Constraints.ContentLength"),
        ("no checksum", r => r with { Constraints = r.Constraints with { Checksum = null } }, "Constraints.Checksum"),
        ("another checksum", r => r with { Constraints = r.Constraints with { Checksum = new Checksum(ChecksumAlgorithm.Crc32C, [1, 2, 3, 5]) } },
            "Constraints.Checksum"),
        ("no metadata", r => r with { Constraints = r.Constraints with { Metadata = new Dictionary<string, string>() } }, "Constraints.Metadata"),
        ("more metadata",
            r => r with { Constraints = r.Constraints with { Metadata = new Dictionary<string, string> { ["owner"] = "42", ["x"] = "y" } } },
            "Constraints.Metadata"),
        ("no response headers", r => r with { Constraints = r.Constraints with { Response = null } }, "Constraints.Response"),
        ("other response headers", r => r with { Constraints = r.Constraints with { Response = new() { CacheControl = "public" } } },
            "Constraints.Response"),
        ("any network", r => r with { Constraints = r.Constraints with { ClientNetwork = null } }, "Constraints.ClientNetwork"),
        ("a larger network",
            r => r with { Constraints = r.Constraints with { ClientNetwork = ClientNetwork.FromNetwork(IPNetwork.Parse("0.0.0.0/0")) } },
            "Constraints.ClientNetwork"),
        ("plain http", r => r with { Constraints = r.Constraints with { HttpsOnly = false } }, "Constraints.HttpsOnly"),
        ("many uses", r => r with { Constraints = r.Constraints with { SingleUse = false } }, "Constraints.SingleUse"),
    ];

    private static readonly SignerCapabilities Capable = new(
        new FormCapability(
            KeyForm.SignedUrl, new PermissionRule(TestCapabilities.AllResources, TestCapabilities.AllPermissions, TestCapabilities.AllConstraints))
        { CombinesPermissions = true, Extras = [typeof(StorageClass)] });

    public static IEnumerable<TestCaseData> NarrowingCases() =>
        Narrowings.Select(row => new TestCaseData(row.Change).SetArgDisplayNames(row.Name));

    public static IEnumerable<TestCaseData> WideningCases() =>
        Widenings.Select(row => new TestCaseData(row.Change, row.Field).SetArgDisplayNames(row.Name));

    [TestCaseSource(nameof(NarrowingCases))]
    public async Task Narrower_request_is_granted_in_its_place(Func<KeyRequest, KeyRequest> change)
    {
        using TestIssuer issuer = new(Capable, with: b => b.AddPolicy(new TestPolicy(change)));
        KeyRequest narrowed = change(Full);

        IssuedKey key = await issuer.IssueAsync(Full);

        (key.Scope, key.Permissions, key.Enforced).Should().Be((narrowed.Scope, narrowed.Permissions, narrowed.Constraints.Kinds));
        issuer.Signer.Grants.Single().Constraints.Should().Be(narrowed.Constraints);
    }

    [TestCaseSource(nameof(WideningCases))]
    public async Task Wider_request_is_refused_with_its_field(Func<KeyRequest, KeyRequest> change, string field)
    {
        using TestIssuer issuer = new(Capable, with: b => b.AddPolicy(new TestPolicy(change)));

        ValetKeyException refusal = await issuer.RefusalOf(Full);

        refusal.Reason.Should().Be(ValetKeyErrorReason.Denied);
        refusal.Message.Should().Be($"The policy TestPolicy returned a request that is wider in {field}; a policy may only narrow.");
        issuer.Signer.Grants.Should().BeEmpty();
    }

    [Test]
    public async Task Demanded_form_stays()
    {
        using TestIssuer issuer = new(TestCapabilities.EveryForm(), with: b => b.AddPolicy(new TestPolicy(r => r with { Form = null })));

        ValetKeyException refusal = await issuer.RefusalOf(Requests.Read() with { Form = KeyForm.SignedForm });

        refusal.Message.Should().Contain("wider in Form");
    }

    [Test]
    public async Task Stability_stays_as_it_was_asked_for()
    {
        using TestIssuer issuer = new(with: b => b.AddPolicy(new TestPolicy(r => r with { StableFor = TimeSpan.FromMinutes(1) })));

        ValetKeyException refusal = await issuer.RefusalOf(Requests.Read());

        refusal.Message.Should().Contain("wider in StableFor");
    }

    [Test]
    public async Task Create_does_not_become_write()
    {
        using TestIssuer issuer = new(with: b => b.AddPolicy(new TestPolicy(r => r with { Permissions = Permissions.Write })));

        ValetKeyException refusal = await issuer.RefusalOf(new KeyRequest(Requests.Avatar, Permissions.Create));

        refusal.Message.Should().Contain("wider in Permissions");
    }

    [Test]
    public async Task Life_that_a_policy_shortened_says_so()
    {
        using TestIssuer issuer = new(with: b => b.AddPolicy(new TestPolicy(r => r with { Lifetime = TimeSpan.FromMinutes(1) })));

        IssuedKey key = await issuer.IssueAsync(Requests.Read());

        (key.ExpiresAt, key.ExpiryLimit).Should().Be((TestIssuer.Noon.AddMinutes(1), ExpiryLimit.Policy));
    }
}
