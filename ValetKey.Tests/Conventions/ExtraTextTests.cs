using ValetKey.Aws;
using ValetKey.Azure;
using ValetKey.Gcp;
using ValetKey.Internal;

namespace ValetKey.Tests.Conventions;

/// <summary>An extra whose text the issuer does not see could carry anything into a header or a query.</summary>
internal sealed class ExtraTextTests
{
    private static readonly Uri Foreign = new("https://b\u00fccher.example/");

    /// <summary>Each extra that has texts, with one that cannot travel.</summary>
    private static readonly KeyExtra[] WithText =
    [
        new S3UploadKmsKey("\u00e9"), new S3UploadStorageClass("\u00e9"), new FormSuccess(Foreign),
        new GcsUploadKmsKey("projects/\u00e9"),
        new AzureEncryptionScope("\u00e9"), new AzureStoredAccessPolicy("\u00e9"),
    ];

    public static IEnumerable<TestCaseData> Cases() => WithText.Select(extra => new TestCaseData(extra).SetArgDisplayNames(extra.GetType().Name));

    [Test]
    public void Every_extra_with_a_text_is_among_the_cases() => WithText.Select(extra => extra.GetType()).Should().BeEquivalentTo(
        new[] { typeof(S3UploadKmsKey), typeof(GcsUploadKmsKey), typeof(AzureSnapshot), typeof(KeyExtra) }
            .SelectMany(type => type.Assembly.GetTypes())
            .Where(type => type.IsSubclassOf(typeof(KeyExtra)))
            .Where(type => type != typeof(GcsCustomerKey)) // Its texts are base64 that it makes itself.
            .Where(type => type.GetProperties().Any(property => property.PropertyType == typeof(string) || property.PropertyType == typeof(Uri))));

    [TestCaseSource(nameof(Cases))]
    public void Text_that_is_not_ASCII_is_refused_with_the_extras_name(KeyExtra extra)
    {
        Action check = () => ExtraRules.Check(new KeyRequest(KeyScope.ForObject("media", "a"), Permissions.Write) { Extras = [extra] });

        ValetKeyException refusal = check.Should().Throw<ValetKeyException>().Which;

        refusal.Reason.Should().Be(ValetKeyErrorReason.InvalidRequest);
        refusal.Message.Should().StartWith($"Extras has {extra.GetType().Name}, whose ").And.Contain("printable ASCII");
    }
}
