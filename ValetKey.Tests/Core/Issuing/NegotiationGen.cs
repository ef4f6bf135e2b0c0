using System.Net;
using CsCheck;
using ValetKey.Providers;

namespace ValetKey.Tests.Core.Issuing;

/// <summary>Random requests, capabilities and options, sensible often enough to reach every corner.</summary>
internal static class NegotiationGen
{
    private static readonly Gen<ResourceKinds> Resources = Gen.Int[1, 31].Select(bits => (ResourceKinds)bits);

    private static readonly Gen<Permissions> Several = Gen.Int[1, 0b111_1111_1111].Select(bits => (Permissions)bits);

    private static readonly Gen<Permissions> Few = Gen.Frequency(
        (6, Gen.OneOf(NegotiationModel.ObjectPermissions)),
        (3, Gen.Select(Gen.OneOf(NegotiationModel.ObjectPermissions), Gen.OneOf(NegotiationModel.ObjectPermissions)).Select((a, b) => a | b)),
        (1, Gen.Const(Permissions.List | Permissions.Read)),
        (1, Gen.OneOf(NegotiationModel.QueuePermissions)),
        (1, Several));

    private static readonly Gen<ConstraintKinds> Enforced = Gen.Frequency(
        (2, Gen.Const((ConstraintKinds)0b111_1111_1111_1111)),
        (3, Gen.Int[0, 0b111_1111_1111_1111].Select(bits => (ConstraintKinds)bits)));

    private static readonly Gen<FormCapability> Form = Gen.Select(
        Gen.Enum<KeyForm>(),
        Gen.Select(
            Gen.Frequency((1, Gen.Const((ResourceKinds)31)), (2, Resources)),
            Gen.Frequency((1, Gen.Const((Permissions)0b111_1111_1111)), (2, Several)),
            Enforced).Select((resources, permissions, enforced) => new PermissionRule(resources, permissions, enforced)).Array[1, 3],
        Gen.Bool,
        Gen.OneOf(TimeSpan.MaxValue, TimeSpan.FromMinutes(10)),
        Gen.Frequency((4, (string?)null), (1, "Setting"))).Select(
        (form, rules, combines, maximum, requirement) =>
            new FormCapability(form, rules) { CombinesPermissions = combines, MaximumLifetime = maximum, Requirement = requirement });

    public static readonly Gen<SignerCapabilities> Capabilities =
        Form.Array[1, 4].Where(forms => forms.Any(form => form.Requirement is null)).Select(forms => new SignerCapabilities(forms));

    private static readonly Gen<KeyScope> Scope = Gen.OneOf(
        KeyScope.ForObject("a", "t/x"), KeyScope.ForObject("a", "t/x", "v"), KeyScope.ForPrefix("a", "t/"), KeyScope.ForContainer("a"),
        KeyScope.ForQueue("a"), KeyScope.ForObject("b", "t/x"), KeyScope.ForObject("a", "t/y"), KeyScope.ForPrefix("a", "u/"));

    private static readonly Gen<KeyConstraints> Constraints = Gen.Frequency((2, Gen.Const(KeyConstraints.None)), (3, Gen.Select(
        Gen.Frequency((4, (string?)null), (1, "image/png"), (1, "image/*")),
        Gen.Frequency((4, (LengthRange?)null), (1, LengthRange.Exactly(5)), (1, LengthRange.AtMost(5))),
        Gen.Frequency((5, (Checksum?)null), (1, new Checksum(ChecksumAlgorithm.Md5, new byte[16])),
            (1, new Checksum(ChecksumAlgorithm.Sha256, new byte[32]))),
        Gen.Int[0, 5],
        Gen.Int[0, 31]).Select((type, length, checksum, odd, flags) => new KeyConstraints
        {
            ContentType = type,
            ContentLength = length,
            Checksum = checksum,
            Metadata = odd == 1 ? new Dictionary<string, string> { ["a"] = "b" } : KeyConstraints.None.Metadata,
            Response = odd == 2 ? new() { CacheControl = "no-store" } : null,
            ClientNetwork = (flags & 3) == 3 ? ClientNetwork.FromRange(IPAddress.Loopback, new([127, 0, 0, (byte)(odd < 3 ? 1 : 3)])) : null,
            HttpsOnly = (flags & 12) == 12,
            SingleUse = flags > 27,
        })));

    public static readonly Gen<KeyRequest> Request = Gen.Select(
        Scope, Few, Constraints,
        Gen.Frequency((3, (KeyForm?)null), (1, KeyForm.SignedUrl), (1, KeyForm.SignedQuery)),
        Gen.OneOf((TimeSpan?)null, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(11), TimeSpan.FromMinutes(61))).Select(
        (scope, permissions, constraints, form, lifetime) =>
            new KeyRequest(scope, permissions) { Constraints = constraints, Form = form, Lifetime = lifetime });

    public static readonly Gen<Action<ValetKeyOptions>> Options = Gen.Select(
        Gen.Frequency((3, (Permissions)0b111_1111_1111), (1, Permissions.Read | Permissions.Write | Permissions.Send)),
        Gen.Frequency((3, (string?)null), (1, "container:a"), (1, "container:b")),
        Gen.OneOf(60, 30),
        Gen.OneOf(0, 60)).Select<Permissions, string?, int, int, Action<ValetKeyOptions>>(
        (permissions, scope, maximum, margin) => options =>
        {
            options.AllowedPermissions = permissions;
            options.MaximumLifetime = TimeSpan.FromMinutes(maximum);
            options.ClockSkew = new() { ExpiryMargin = TimeSpan.FromSeconds(margin) };
            if (scope is not null)
            {
                options.AllowedScopes.Add(KeyScope.Parse(scope, null));
            }
        });
}
