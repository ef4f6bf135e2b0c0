using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Providers;

namespace ValetKey.Tests.Performance;

/// <summary>What issuing allocates, which unlike time is the same on every machine. Times are measured by benchmarks/ValetKey.Benchmarks.</summary>
[NonParallelizable]
internal sealed class AllocationTests : AllocationTestBase
{
    private const int MostBytesBeyondTheKey = 600;

    [TestCase("download")]
    [TestCase("stable download")]
    [TestCase("upload")]
    public void Pipeline_allocates_under_600_bytes_beyond_the_key(string what)
    {
        KeyRequest request = Requests[what];
        CopyingSigner signer = new();
        using ServiceProvider services = Wire(builder => builder.AddSigner("test", _ => signer));
        IValetKeyIssuer issuer = services.GetRequiredService<IValetKeyIssuer>();

        double issuing = BytesPerCall(() => Issue(issuer, request));
        double keyAlone = BytesPerCall(() => CopyingSigner.Copy(signer.LastGrant!));

        (issuing - keyAlone).Should().BeInRange(0, MostBytesBeyondTheKey);
    }

    [Test]
    public void Local_url_allocates_under_600_bytes_beyond_the_key()
    {
        string folder = Directory.CreateTempSubdirectory("valetkey-allocations-").FullName;
        try
        {
            using ServiceProvider services = Wire(builder => builder.AddLocalStorage("test", options =>
            {
                options.RootPath = folder;
                options.PublicUrl = new Uri("https://storage.example.com");
            }));
            IValetKeyIssuer issuer = services.GetRequiredService<IValetKeyIssuer>();
            SignedUrl sample = (SignedUrl)Issue(issuer, Requests["download"]);

            double issuing = BytesPerCall(() => Issue(issuer, Requests["download"]));
            double keyAlone = BytesPerCall(() => Copy(sample));

            (issuing - keyAlone).Should().BeInRange(0, MostBytesBeyondTheKey);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestCase("users/42/avatar (1).png")]
    [TestCase("été/海.png")]
    public void Encoding_into_a_buffer_allocates_nothing(string name)
    {
        byte[] buffer = new byte[PercentEncoding.GetMaximumLength(name.Length)];

        BytesPerCall(() => PercentEncoding.TryEncode(name, buffer, out _)).Should().Be(0);
        BytesPerCall(() => PercentEncoding.TryEncodePath(name, buffer, out _)).Should().Be(0);
    }

    [Test]
    public void Keyed_hash_allocates_nothing()
    {
        using KeyedHash hash = new(HashAlgorithmName.SHA256, new byte[32]);
        byte[] data = new byte[300];
        byte[] destination = new byte[32];

        BytesPerCall(() => hash.Hash(data, destination)).Should().Be(0);
    }

    private static SignedUrl Copy(SignedUrl key) => new()
    {
        Id = key.Id,
        Scope = key.Scope,
        Permissions = key.Permissions,
        IssuedAt = key.IssuedAt,
        NotBefore = key.NotBefore,
        ExpiresAt = key.ExpiresAt,
        ExpiryLimit = key.ExpiryLimit,
        Enforced = key.Enforced,
        Method = key.Method,
        Url = new string(key.Url.AsSpan()),
    };

    /// <summary>Signs by copying a prepared string.</summary>
    private sealed class CopyingSigner : IKeySigner
    {
        private static readonly char[] Prepared = ("https://storage.example.com/" + new string('x', 272)).ToCharArray();

        public SignerCapabilities Capabilities { get; } = new(new FormCapability(
            KeyForm.SignedUrl,
            new PermissionRule(ResourceKinds.Object, Permissions.Read | Permissions.Create,
                ConstraintKinds.ContentType | ConstraintKinds.ExactLength)));

        public KeyGrant? LastGrant { get; private set; }

        public static SignedUrl Copy(KeyGrant grant) => new(grant, HttpMethod.Get, new string(Prepared));

        public ValueTask<IssuedKey> SignAsync(KeyGrant grant, CancellationToken cancellationToken)
        {
            LastGrant = grant;
            return new(Copy(grant));
        }
    }
}
