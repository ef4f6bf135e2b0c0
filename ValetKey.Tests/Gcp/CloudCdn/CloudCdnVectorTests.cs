using System.Text;
using System.Text.Json;
using ValetKey.Gcp;
using ValetKey.Gcp.CloudCdn;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Gcp.CloudCdn;

/// <summary>The signatures that Google's samples publish, byte for byte.</summary>
[InForeignCultures]
public sealed class CloudCdnVectorTests
{
    private const int Published = 7;

    [Test]
    public void A_published_signature_is_made_byte_for_byte([Range(0, Published - 1)] int index)
    {
        JsonElement vector = Vectors.Read("cloud-cdn", "signatures.json").GetProperty("vectors")[index];
        string kind = vector.GetProperty("kind").GetString()!;
        string text = vector.GetProperty("stringToSign").GetString()!;
        string[] fields = kind == "cookie" ? text.Split(':') : text.Split('&', '?');
        long expires = long.Parse(Field("Expires="), System.Globalization.CultureInfo.InvariantCulture);
        using RequestSigner signer = Signer(vector.GetProperty("keyBase64Url").GetString()!, Field("KeyName="));

        string signed = kind switch
        {
            "url" => signer.SignUrl(text[..(text.IndexOf("Expires=", StringComparison.Ordinal) - 1)], "", expires),
            "urlPrefix" => signer.SignPrefixQuery(Prefix(), "", expires),
            _ => signer.SignPrefixCookie(Prefix(), "", expires),
        };

        signed.Should().Be(vector.GetProperty("expected").GetString());

        string Field(string name) => fields.Single(field => field.StartsWith(name, StringComparison.Ordinal))[name.Length..];
        string Prefix() => Encoding.ASCII.GetString(Convert.FromBase64String(Field("URLPrefix=").Replace('-', '+').Replace('_', '/')));
    }

    [Test]
    public void All_published_signatures_are_tested() =>
        Vectors.Read("cloud-cdn", "signatures.json").GetProperty("vectors").GetArrayLength().Should().Be(Published);

    private static RequestSigner Signer(string key, string keyName)
    {
        RequestKey.TryRead(new CloudCdnOptions { Key = key, KeyName = keyName }, out RequestSigner? signer, out string? fault).Should().BeTrue(fault);
        return signer!;
    }
}
