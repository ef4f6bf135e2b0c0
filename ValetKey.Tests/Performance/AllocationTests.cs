using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;
using System.Security.Cryptography;
using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Providers;

namespace ValetKey.Tests.Performance;

/// <summary>What issuing allocates, which unlike time is the same on every machine. Times are measured by benchmarks/ValetKey.Benchmarks.</summary>
internal sealed class AllocationTests
{
    private const int Keys = 10_000;
    private const int MostBytesBeyondTheKey = 600;

    private static readonly KeyScope Scope = KeyScope.ForObject("media", "users/42/avatar.png");

    internal static readonly Dictionary<string, KeyRequest> Requests = new()
    {
        ["download"] = new(Scope, Permissions.Read),
        ["stable download"] = new(Scope, Permissions.Read) { StableFor = TimeSpan.FromMinutes(1) },
        ["upload"] = new(Scope, Permissions.Create)
        {
            Constraints = new() { ContentType = "image/png", ContentLength = LengthRange.Exactly(1234) },
        },
    };

    [OneTimeSetUp]
    public void NeedsAnOptimizedBuild()
    {
        if (typeof(IValetKeyIssuer).Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true })
        {
            Assert.Ignore("Only a Release build tells: in a Debug build every async method allocates its state.");
        }
    }

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

    [TestCase("download", 1200)]
    [TestCase("stable download", 1200)]
    [TestCase("upload", 1600)]
    public void S3_url_allocates_little_more_than_itself(string what, int most)
    {
        using ServiceProvider services = Wire(builder => builder.AddAmazonS3("test", options =>
        {
            options.Region = "eu-west-1";
            options.Credentials = new BasicAWSCredentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
        }));
        IValetKeyIssuer issuer = services.GetRequiredService<IValetKeyIssuer>();
        issuer.IssueAsync(Requests[what]).AsTask().GetAwaiter().GetResult(); // The first waits for the credentials.

        BytesPerCall(() => Issue(issuer, Requests[what])).Should().BeInRange(0, most);
    }

    [Test]
    public void S3_url_with_a_policy_the_audit_and_metrics_on_takes_1200_bytes_at_most()
    {
        using MeterListener metrics = new() { InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument) };
        metrics.Start();
        using ServiceProvider services = Wire(builder => builder
            .AddPolicy(new Everything())
            .AddAuditSink(new Everything())
            .AddAmazonS3("test", options =>
            {
                options.Region = "eu-west-1";
                options.Credentials = new BasicAWSCredentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
            }));
        IValetKeyIssuer issuer = services.GetRequiredService<IValetKeyIssuer>();
        issuer.IssueAsync(Requests["download"]).AsTask().GetAwaiter().GetResult(); // The first waits for the credentials.

        BytesPerCall(() => Issue(issuer, Requests["download"])).Should().BeInRange(0, 1200);
    }

    internal static ServiceProvider Wire(Action<IValetKeyBuilder> add)
    {
        ServiceCollection services = new();
        add(services.AddValetKey());
        return services.BuildServiceProvider();
    }

    internal static IssuedKey Issue(IValetKeyIssuer issuer, KeyRequest request)
    {
        ValueTask<IssuedKey> issue = issuer.IssueAsync(request);
        return issue.IsCompletedSuccessfully ? issue.Result : throw new InvalidOperationException("The key was not issued at once.");
    }

    private sealed class Everything : IKeyPolicy, IKeyAuditSink
    {
        public ValueTask<KeyRequest> EvaluateAsync(KeyRequest request, KeyPolicyContext context, CancellationToken cancellationToken) => new(request);

        public ValueTask WriteAsync(KeyAuditEvent auditEvent, CancellationToken cancellationToken) => ValueTask.CompletedTask;
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

    internal static double BytesPerCall<T>(Func<T> call)
    {
        for (int i = 0; i < Keys; i++)
        {
            call();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Keys; i++)
        {
            call();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Keys;
    }

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
