using ValetKey.Providers;

namespace ValetKey.Benchmarks.Subjects;

/// <summary>Signs by copying a string that was prepared, so that what is left is the cost of the pipeline and of the key itself.</summary>
internal sealed class CopyingSigner : IKeySigner
{
    private static readonly char[] Prepared = ("https://storage.example.com/" + new string('x', 272)).ToCharArray();

    public SignerCapabilities Capabilities { get; } = new(
        new FormCapability(
            KeyForm.SignedUrl,
            new PermissionRule(ResourceKinds.Object, Permissions.Read),
            new PermissionRule(ResourceKinds.Object, Permissions.Create, ConstraintKinds.ContentType | ConstraintKinds.ExactLength)));

    public static IssuedKey Copy(KeyGrant grant) => new SignedUrl(grant, HttpMethod.Get, new string(Prepared));

    public ValueTask<IssuedKey> SignAsync(KeyGrant grant, CancellationToken cancellationToken) => new(Copy(grant));
}
