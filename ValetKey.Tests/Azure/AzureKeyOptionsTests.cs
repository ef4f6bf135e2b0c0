using ValetKey.Azure;
using ValetKey.Tests.Azure.Support;

namespace ValetKey.Tests.Azure;

/// <summary>What signs: a credential or account keys, each set in one place and readable.</summary>
internal sealed class AzureKeyOptionsTests : AzureOptionsTestBase
{
    [Test]
    public void Something_signs() => Only(options => options.AccountName = "contoso")
        .Should().StartWith("Nothing can sign: set Credential (user delegation, no key in the application) or AccountKey");

    [TestCase("http://contoso.blob.core.windows.net", "https://contoso.queue.core.windows.net")]
    [TestCase("https://contoso.blob.core.windows.net", "http://contoso.queue.core.windows.net")]
    public void A_credential_needs_https(string blobs, string queues) => Only(options =>
        (options.BlobServiceUri, options.QueueServiceUri, options.Credential) = (new Uri(blobs), new Uri(queues), TestAccount.Credential))
        .Should().StartWith("Credential needs https");

    [TestCase("AccountKey")]
    [TestCase("SecondaryAccountKey")]
    [TestCase("ConnectionString")]
    public void A_credential_needs_no_key(string field) => Only(options =>
    {
        (options.AccountName, options.Credential) = ("contoso", TestAccount.Credential);
        SetKey(options, field, TestAccount.Key);
    }).Should().StartWith("Credential and an account key are both set");

    [TestCase("AccountKey")]
    [TestCase("SecondaryAccountKey")]
    public void A_key_is_set_in_one_place(string field) => Only(options =>
    {
        SetKey(options, "ConnectionString", TestAccount.Key);
        SetKey(options, field, TestAccount.Key);
    }).Should().Be($"ConnectionString holds a key, and {field} is set too; set one.");

    [TestCase("AccountKey")]
    [TestCase("ConnectionString")]
    public void A_key_is_base64(string field) => Only(options =>
    {
        options.AccountName = "contoso";
        SetKey(options, field, "not-base64-at-all");
    }).Should().Be($"{field} holds no account key: base64, as the Azure portal shows it.");

    [Test]
    public void The_key_that_does_not_sign_yet_is_checked_too() =>
        Only(options => (options.AccountName, options.AccountKey, options.SecondaryAccountKey) = ("contoso", TestAccount.Key, "x!"))
            .Should().Be("SecondaryAccountKey holds no account key: base64, as the Azure portal shows it.");

    [TestCase("")]
    public void An_empty_key_is_none(string key) =>
        Only(options => (options.AccountName, options.AccountKey) = ("contoso", key)).Should().StartWith("AccountKey holds no account key");

    [Test]
    public void The_key_that_signs_is_set()
    {
        Only(options => (options.AccountName, options.AccountKey, options.SigningKey) = ("contoso", TestAccount.Key, AzureSigningKey.Secondary))
            .Should().Be("SigningKey is Secondary, and SecondaryAccountKey is not set.");
        Only(options => (options.AccountName, options.SecondaryAccountKey) = ("contoso", TestAccount.Key))
            .Should().Be("SigningKey is Primary, and AccountKey is not set.");
        Only(options => (options.AccountName, options.AccountKey, options.SigningKey) = ("contoso", TestAccount.Key, (AzureSigningKey)7))
            .Should().Be("SigningKey is 7; it must be Primary or Secondary.");
    }

    private static void SetKey(AzureStorageOptions options, string field, string key)
    {
        switch (field)
        {
            case "AccountKey":
                options.AccountKey = key;
                break;
            case "SecondaryAccountKey":
                options.SecondaryAccountKey = key;
                break;
            default:
                options.ConnectionString = $"AccountName=contoso;AccountKey={key}";
                break;
        }
    }
}
