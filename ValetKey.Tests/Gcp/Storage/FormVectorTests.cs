using System.Globalization;
using System.Text;
using System.Text.Json;
using ValetKey.Gcp.Signing;
using ValetKey.Providers;
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
        JsonElement input = vector.GetProperty("policyInput");
        JsonElement output = vector.GetProperty("policyOutput");
        using V4RsaKey key = Vector.Key();
        V4Place bucket = new GcsEndpoint(Vector.OptionsOf(input)).BucketOf(Vector.Text(input, "bucket")!);
        DateTimeOffset start = input.GetProperty("timestamp").GetDateTimeOffset();

        Dictionary<string, string> fields = new(
            FormOf(input, bucket).Sign(key, start, start.AddSeconds(input.GetProperty("expiration").GetInt32())));

        if (PrefixOf(input) is { } prefix)
        {
            fields.Remove(prefix.Name, out string? left).Should().BeTrue();
            left.Should().BeEmpty("the client chooses it");
        }

        fields.Should().BeEquivalentTo(
            output.GetProperty("fields").EnumerateObject().ToDictionary(field => field.Name, field => field.Value.GetString()));
        bucket.Url.Should().Be(Vector.Text(output, "url"));
        string decoded = Encoding.UTF8.GetString(Convert.FromBase64String(fields["policy"]));
        bool isAtOdds = AtOddsWithThemselves.Contains(Vector.Text(vector, "description"));
        (isAtOdds ? decoded.Replace("\\u00e9", "é") : decoded).Should().Be(Vector.Text(output, "expectedDecodedPolicy"));
    }

    private static PostPolicy FormOf(JsonElement input, V4Place bucket)
    {
        PostPolicy form = new(KeyScope.ForObject(Vector.Text(input, "bucket")!, Vector.Text(input, "object")!), bucket);
        if (input.TryGetProperty("fields", out JsonElement fields))
        {
            foreach (JsonProperty field in fields.EnumerateObject())
            {
                form.Exact(field.Name, field.Value.GetString()!);
            }
        }

        if (PrefixOf(input) is { } prefix)
        {
            form.StartsWith(prefix.Name, prefix.Value);
        }

        if (input.TryGetProperty("conditions", out JsonElement conditions) && conditions.TryGetProperty("contentLengthRange", out JsonElement range))
        {
            form.Length(LengthRange.Between(range[0].GetInt64(), range[1].GetInt64()));
        }

        return form;
    }

    private static (string Name, string Value)? PrefixOf(JsonElement input) =>
        input.TryGetProperty("conditions", out JsonElement conditions) && conditions.TryGetProperty("startsWith", out JsonElement prefix)
            ? (prefix[0].GetString()!.TrimStart('$'), prefix[1].GetString()!)
            : null;
}
