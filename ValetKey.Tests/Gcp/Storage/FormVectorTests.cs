using System.Globalization;
using System.Text;
using System.Text.Json;
using ValetKey.Gcp.Credentials;
using ValetKey.Gcp.Signing;
using ValetKey.Tests.Gcp.Storage.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Gcp.Storage;

/// <summary>Google's conformance suite for POST policies, through the code that signs every form.</summary>
[InForeignCultures]
public sealed class FormVectorTests
{
    /// <summary>Their decoded policies show the character that the signed bytes have as an escape.</summary>
    private static readonly string[] AtOddsWithThemselves = ["POST Policy Character Escaping", "POST Policy With Additional Metadata"];

    private static IEnumerable<string> Indexes() => Enumerable.Range(0, 11).Select(i => i.ToString(CultureInfo.InvariantCulture));

    [Test]
    public void There_are_11_of_them() => Vector.All("postPolicyV4Tests").Should().HaveCount(11);

    [TestCaseSource(nameof(Indexes))]
    public void Fields_policy_and_signature_are_googles(string index)
    {
        JsonElement vector = Vector.All("postPolicyV4Tests")[int.Parse(index, CultureInfo.InvariantCulture)];
        JsonElement output = vector.GetProperty("policyOutput");
        using RsaKey key = Vector.Key();
        FormRequest request = RequestOf(vector.GetProperty("policyInput"));

        OrderedDictionary<string, string> fields = V4Form.Sign(request, key);

        foreach ((string name, _) in request.Prefixes)
        {
            fields.Remove(name, out string? left).Should().BeTrue();
            left.Should().BeEmpty("the client chooses it");
        }

        fields.Should().BeEquivalentTo(output.GetProperty("fields").EnumerateObject().ToDictionary(field => field.Name, field => field.Value.GetString()));
        request.Bucket.FormUrl.Should().Be(Vector.Text(output, "url"));
        string decoded = Encoding.UTF8.GetString(Convert.FromBase64String(fields["policy"]));
        bool isAtOdds = AtOddsWithThemselves.Contains(Vector.Text(vector, "description"));
        (isAtOdds ? decoded.Replace("\\u00e9", "é") : decoded).Should().Be(Vector.Text(output, "expectedDecodedPolicy"));
    }

    private static FormRequest RequestOf(JsonElement input)
    {
        bool hasConditions = input.TryGetProperty("conditions", out JsonElement conditions);
        DateTimeOffset start = input.GetProperty("timestamp").GetDateTimeOffset();
        return new FormRequest
        {
            Bucket = new GcsEndpoint(Vector.OptionsOf(input)).BucketOf(Vector.Text(input, "bucket")!),
            Name = Vector.Text(input, "object")!,
            Fields = input.TryGetProperty("fields", out JsonElement fields)
                ? [.. fields.EnumerateObject().Select(field => KeyValuePair.Create(field.Name, field.Value.GetString()!))]
                : [],
            Prefixes = hasConditions && conditions.TryGetProperty("startsWith", out JsonElement prefix)
                ? [KeyValuePair.Create(prefix[0].GetString()!.TrimStart('$'), prefix[1].GetString()!)]
                : [],
            ContentLength = hasConditions && conditions.TryGetProperty("contentLengthRange", out JsonElement range)
                ? LengthRange.Between(range[0].GetInt64(), range[1].GetInt64())
                : null,
            Start = start,
            End = start.AddSeconds(input.GetProperty("expiration").GetInt32()),
        };
    }
}
