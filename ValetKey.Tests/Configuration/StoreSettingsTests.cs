using System.Collections;
using System.Reflection;
using Microsoft.Extensions.Options;
using ValetKey.Aws;
using ValetKey.Azure;
using ValetKey.Gcp;
using ValetKey.Local;

namespace ValetKey.Tests.Configuration;

/// <summary>Each store is set up by a section, and no key of it is passed over.</summary>
public sealed class StoreSettingsTests
{
    private static IEnumerable<object> All => Stores.All;

    [TestCaseSource(nameof(All))]
    public void Every_property_has_a_setting_or_is_for_code_alone(object store)
    {
        IStore tested = (IStore)store;
        IEnumerable<string> properties = tested.OptionsType.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite
                || typeof(IEnumerable).IsAssignableFrom(property.PropertyType)
                || property.PropertyType.Name.EndsWith("Options", StringComparison.Ordinal))
            .Select(property => property.Name);

        tested.Settings.Concat(tested.OfCode).Should().BeEquivalentTo(properties).And.OnlyHaveUniqueItems();
    }

    [TestCaseSource(nameof(All))]
    public void An_unknown_key_is_a_fault_that_does_not_show_its_value(object store)
    {
        IStore tested = (IStore)store;

        FluentActions.Invoking(() => tested.Bind(("Sercet", "hunter2"))).Should().Throw<OptionsValidationException>().Which.Failures
            .Should().Contain($"S:Sercet is not a setting; known are {string.Join(", ", tested.Settings)}.")
            .And.NotContain(fault => fault.Contains("hunter2"));
    }

    [TestCaseSource(nameof(All))]
    public void What_code_alone_sets_is_an_unknown_key(object store)
    {
        IStore tested = (IStore)store;

        foreach (string name in tested.OfCode)
        {
            FluentActions.Invoking(() => tested.Bind((name, "x"))).Should().Throw<OptionsValidationException>().Which.Failures
                .Should().ContainSingle(fault => fault.StartsWith($"S:{name} is not a setting;"));
        }
    }

    [Test]
    public void S3_is_read_in_full()
    {
        AmazonS3Options options = Stores.S3.Bind(
            ("Region", "us-east-1"), ("ServiceUrl", "https://ceph.example:7480"), ("PublicUrl", "https://files.example"), ("AddressingStyle", "path"),
            ("UseDualStack", "false"), ("UseAccelerate", "false"), ("ContainerNames:profiles", "acme-profiles"),
            ("RoleArn", "arn:aws:iam:::role/uploads"),
            ("RestrictUploads", "true"), ("PinUploadHeaders", "false"), ("HasConditionalCopies", "true"), ("SessionKmsKeys:0", "*"),
            ("RoleSessionName", "web"), ("ExternalId", "e"), ("StsServiceUrl", "https://sts.example"),
            ("MaximumSessionDuration", "00:30:00"), ("MaximumSessionPolicyLength", "1600"));

        options.Should().BeEquivalentTo(new
        {
            Region = "us-east-1",
            ServiceUrl = new Uri("https://ceph.example:7480"),
            PublicUrl = new Uri("https://files.example"),
            AddressingStyle = S3AddressingStyle.Path,
            ContainerNames = new Dictionary<string, string> { ["profiles"] = "acme-profiles" },
            RoleArn = "arn:aws:iam:::role/uploads",
            RestrictUploads = true,
            PinUploadHeaders = false,
            HasConditionalCopies = true,
            SessionKmsKeys = new List<string> { "*" },
            RoleSessionName = "web",
            ExternalId = "e",
            StsServiceUrl = new Uri("https://sts.example"),
            MaximumSessionDuration = TimeSpan.FromMinutes(30),
            MaximumSessionPolicyLength = 1600,
        });
    }

    [Test]
    public void Azure_is_read_in_full()
    {
        AzureStorageOptions options = Stores.Azure.Bind(
            ("AccountName", "contoso"), ("AccountKey", "AAAA"), ("SecondaryAccountKey", "BBBB"), ("SigningKey", "Secondary"),
            ("EndpointSuffix", "core.example"),
            ("BlobServiceUri", "https://contoso.blob.core.example"), ("QueueServiceUri", "https://contoso.queue.core.example"),
            ("UseEmulator", "false"),
            ("PublicBlobUri", "https://files.example"), ("PublicQueueUri", "https://queues.example"), ("ServiceVersion", "2025-11-05"),
            ("HierarchicalNamespace", "true"), ("ContainerNames:a", "media"), ("DelegationKeyLifetime", "02:00:00"));

        options.Should().BeEquivalentTo(new
        {
            AccountName = "contoso",
            AccountKey = "AAAA",
            SecondaryAccountKey = "BBBB",
            SigningKey = AzureSigningKey.Secondary,
            EndpointSuffix = "core.example",
            BlobServiceUri = new Uri("https://contoso.blob.core.example"),
            QueueServiceUri = new Uri("https://contoso.queue.core.example"),
            PublicBlobUri = new Uri("https://files.example"),
            PublicQueueUri = new Uri("https://queues.example"),
            ServiceVersion = "2025-11-05",
            HierarchicalNamespace = true,
            ContainerNames = new Dictionary<string, string> { ["a"] = "media" },
            DelegationKeyLifetime = TimeSpan.FromHours(2),
        });
        Stores.Azure.Bind(("ConnectionString", "UseDevelopmentStorage=true")).ConnectionString.Should().Be("UseDevelopmentStorage=true");
    }

    [Test]
    public void Cloud_Storage_is_read_in_full()
    {
        GoogleCloudStorageOptions options = Stores.Gcs.Bind(
            ("HmacKey:AccessId", "GOOG1E"), ("HmacKey:Secret", "hunter2"), ("TokenServiceAccount", "valet@project.example"),
            ("MaximumConcurrentSignatures", "8"),
            ("ContainerNames:a", "media"), ("UrlStyle", "VirtualHosted"), ("BucketBoundUrls:media", "https://media.example"),
            ("PublicUrl", "https://files.example"),
            ("ServiceUrl", "https://storage.example"), ("EmulatorHost", "localhost:9000"), ("UniverseDomain", "universe.example"),
            ("UseResponseOverrides", "true"));

        options.Should().BeEquivalentTo(new
        {
            HmacKey = new GcsHmacKey("GOOG1E", "hunter2"),
            TokenServiceAccount = "valet@project.example",
            MaximumConcurrentSignatures = 8,
            ContainerNames = new Dictionary<string, string> { ["a"] = "media" },
            UrlStyle = GcsUrlStyle.VirtualHosted,
            BucketBoundUrls = new Dictionary<string, Uri> { ["media"] = new("https://media.example") },
            PublicUrl = new Uri("https://files.example"),
            ServiceUrl = new Uri("https://storage.example"),
            EmulatorHost = "localhost:9000",
            UniverseDomain = "universe.example",
            UseResponseOverrides = true,
        });
    }

    [Test]
    public void Half_an_HMAC_key_is_a_fault_that_does_not_show_it() =>
        FluentActions.Invoking(() => Stores.Gcs.Bind(("HmacKey:Secret", "hunter2"))).Should().Throw<OptionsValidationException>().Which.Failures
            .Should().ContainSingle().Which.Should().StartWith("HmacKey has an access id or a secret that is empty").And.NotContain("hunter2");

    [Test]
    public void Local_storage_is_read_in_full()
    {
        LocalStorageOptions options = Stores.Local.Bind(
            ("RootPath", "data"), ("PublicUrl", "https://files.example/storage"), ("AllowedOrigins:0", "https://app.example"),
            ("Downloads:ContentSecurityPolicy", "sandbox"), ("Downloads:Disposition", "Attach"), ("Downloads:Embedding", "SameOrigin"),
            ("Downloads:OwnDomain", "https://usercontent.example"), ("Queues:MaximumMessageBytes", "1024"),
            ("Queues:VisibilityTimeout", "00:01:00"), ("Queues:TimeToLive", "1.00:00:00"), ("Queues:MaximumReceives", "3"),
            ("Limits:MaximumObjectSize", "5000000000"), ("Limits:MinimumFreeSpace", "1"),
            ("Limits:Concurrency", "2"), ("Limits:ConcurrencyPerKey", "3"), ("Limits:ConcurrencyPerClient", "4"), ("Limits:Rate", "5"),
            ("Limits:RatePerKey", "6"), ("Limits:RatePerClient", "7"), ("Limits:MaximumAge:c", "1.00:00:00"), ("Limits:Quotas:c/p/", "8"));

        (options.RootPath, options.PublicUrl).Should().Be(("data", new Uri("https://files.example/storage")));
        options.AllowedOrigins.Should().Equal("https://app.example");
        options.Downloads.Should().BeEquivalentTo(new LocalDownloadOptions
        {
            ContentSecurityPolicy = "sandbox",
            Disposition = DownloadDisposition.Attach,
            Embedding = DownloadEmbedding.SameOrigin,
            OwnDomain = new Uri("https://usercontent.example"),
        });
        options.Queues.Should().BeEquivalentTo(new LocalQueueOptions
        {
            MaximumMessageBytes = 1_024,
            VisibilityTimeout = TimeSpan.FromMinutes(1),
            TimeToLive = TimeSpan.FromDays(1),
            MaximumReceives = 3,
        });
        options.Limits.Should().BeEquivalentTo(new LocalLimitOptions
        {
            MaximumObjectSize = 5_000_000_000,
            MinimumFreeSpace = 1,
            Concurrency = 2,
            ConcurrencyPerKey = 3,
            ConcurrencyPerClient = 4,
            Rate = 5,
            RatePerKey = 6,
            RatePerClient = 7,
            MaximumAge = { ["c"] = TimeSpan.FromDays(1) },
            Quotas = { ["c/p/"] = 8 },
        });
    }

    [Test]
    public void Delivery_networks_are_read_in_full()
    {
        CloudCdnOptions cdn = Stores.CloudCdn.Bind(
            ("BaseUrl", "https://media.example.com"), ("KeyName", "key-1"), ("Key", "-_--AwQFBgcICQoLDA0ODw=="), ("ContainerPaths:media", "/m"));
        IReadOnlyCollection<string> faults = [.. FluentActions.Invoking(() => Stores.CloudFront.Bind(
            ("DistributionUrl", "https://d111111abcdef8.cloudfront.net"), ("KeyPairId", "K2JCJMDEHXQW5F"), ("SignatureHash", "Sha256"),
            ("PrivateKeyPath", "/no/such/key.pem"), ("ContainerPaths:media", "/m"))).Should().Throw<OptionsValidationException>().Which.Failures];

        (cdn.BaseUrl, cdn.KeyName, cdn.Key).Should().Be((new Uri("https://media.example.com"), "key-1", "-_--AwQFBgcICQoLDA0ODw=="));
        cdn.ContainerPaths.Should().ContainSingle().Which.Should().Be(KeyValuePair.Create("media", "/m"));
        faults.Should().ContainSingle("all else was read").Which.Should().StartWith("PrivateKeyPath is '/no/such/key.pem', which cannot be read");
    }
}
