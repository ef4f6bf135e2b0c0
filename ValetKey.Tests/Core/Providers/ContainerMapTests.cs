using System.Collections;
using System.Reflection;
using ValetKey.Aws;
using ValetKey.Aws.Signing;
using ValetKey.Azure;
using ValetKey.Azure.Accounts;
using ValetKey.Azure.Signing;
using ValetKey.Gcp;
using ValetKey.Gcp.Signing;
using ValetKey.Providers;

namespace ValetKey.Tests.Core.Providers;

/// <summary>Places by requested names are kept, but not without end.</summary>
public sealed class ContainerMapTests
{
    private const int Many = 100_000;

    [Test]
    public void A_place_is_found_once()
    {
        List<(string, string)> found = [];
        ContainerMap<object> map = new(new Dictionary<string, string> { ["a"] = "b" }, (container, name) =>
        {
            found.Add((container, name));
            return new object();
        });

        map.Find("a").Should().BeSameAs(map.Find("a"));
        map.Find("c").Should().BeSameAs(map.Find("c"));

        found.Should().Equal(("a", "b"), ("c", "c"));
    }

    [Test]
    public void A_place_that_cannot_be_found_is_not_kept()
    {
        int calls = 0;
        ContainerMap<object> map =
            new(new Dictionary<string, string>(), (_, _) => ++calls == 1 ? throw new InvalidOperationException() : new object());

        map.Invoking(m => m.Find("a")).Should().Throw<InvalidOperationException>();
        map.Find("a").Should().NotBeNull();
    }

    [Test]
    public void A_hundred_thousand_names_leave_the_caches_of_the_stores_small()
    {
        S3Endpoint s3 = new(new AmazonS3Options { Region = "eu-west-1" });
        GcsEndpoint gcs = new(new GoogleCloudStorageOptions());
        AzurePlaces azure = new(
            AccountReader.Read(new AzureStorageOptions { AccountName = "contoso", AccountKey = "AAAA" }), new Dictionary<string, string>());

        for (int i = 0; i < Many; i++)
        {
            s3.BucketOf($"bucket-{i}");
            gcs.BucketOf($"bucket-{i}");
            azure.Of(KeyScope.ForContainer($"container-{i}"));
            azure.Of(KeyScope.ForQueue($"queue-{i}"));
        }

        s3.BucketOf("bucket-7").Name.Should().Be("bucket-7");
        foreach (object endpoint in new object[] { s3, gcs, azure })
        {
            CachesIn(endpoint).Should().NotBeEmpty().And.OnlyContain(cache => cache.Count > 0 && cache.Count <= ContainerMap<object>.MaximumPlaces);
        }
    }

    /// <summary>The dictionaries behind an object's fields, and behind those of the maps in them.</summary>
    private static IEnumerable<ICollection> CachesIn(object owner) => Fields(owner)
        .SelectMany(value => value.GetType().Name.StartsWith("ContainerMap", StringComparison.Ordinal) ? Fields(value) : [value])
        .Where(value => value.GetType().Name.StartsWith("ConcurrentDictionary", StringComparison.Ordinal))
        .Cast<ICollection>();

    private static IEnumerable<object> Fields(object owner) => owner.GetType().GetFields(BindingFlags.Instance | BindingFlags.NonPublic)
        .Select(field => field.GetValue(owner)!).Where(value => value is not null);
}
