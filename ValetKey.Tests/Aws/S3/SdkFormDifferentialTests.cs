using System.Text.Json.Nodes;
using Amazon.S3.Model;
using ValetKey.Aws.Signing;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Aws.S3;

/// <summary>Forms against AWS's own SDK: the same fields with the same values; for Amazon the signed policy byte for byte.</summary>
[NonParallelizable]
public class SdkFormDifferentialTests
{
    private static readonly string[] Signed = ["Policy", "x-amz-signature"];

    [Test]
    public async Task Forms_are_those_of_the_sdk([Range(1, 4)] int seed)
    {
        UrlCaseGenerator generate = new(seed);
        using SdkClock clock = new(DateTimeOffset.UnixEpoch);

        for (int i = 0; i < 250; i++)
        {
            using SdkCase store = new(generate);
            DateTimeOffset start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(generate.Number(0, 40_000_000));
            SdkClock.Set(start);
            string name = generate.Name(longest: 1000);
            string bucket = generate.Bucket(store.Options.UseAccelerate);
            KeyScope scope = generate.Chance(0.5) ? KeyScope.ForObject(bucket, name) : KeyScope.ForPrefix(bucket, name + "/");
            KeyConstraints constraints = Constraints(generate);
            IReadOnlyList<KeyExtra> extras = generate.Chance(0.3) ? [new FormSuccess(201)] : [];

            CreatePresignedPostResponse expected =
                await store.Client.CreatePresignedPostAsync(RequestFor(scope, constraints, extras, start.AddMinutes(15)));
            S3KeySigner signer = new(store.Options, store.Credentials);
            IssuedKey key = await signer.SignAsync(
                Grants.Of(scope, Permissions.Write, start, TimeSpan.FromMinutes(15), KeyForm.SignedForm, constraints, extras),
                CancellationToken.None);

            SignedForm form = key.Should().BeOfType<SignedForm>().Subject;
            form.Url.Should().Be(expected.Url, "case {0} of seed {1}", i, seed);
            if (store.Options.ServiceUrl is null)
            {
                Filled(form.Fields).Should().BeEquivalentTo(expected.Fields, "case {0} of seed {1}", i, seed);
            }
            else
            {
                // The text has other escapes, so the signature is another: the gateway is its judge.
                Filled(form.Fields, Signed).Should().BeEquivalentTo(Filled(expected.Fields, Signed), "case {0} of seed {1}", i, seed);
                JsonNode.DeepEquals(PolicyOf(form.Fields["Policy"]), PolicyOf(expected.Fields["Policy"]))
                    .Should().BeTrue("case {0} of seed {1}", i, seed);
            }
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Filled(IEnumerable<KeyValuePair<string, string>> fields, params string[] without) =>
        fields.Where(field => field.Value.Length > 0 && !without.Contains(field.Key));

    private static JsonNode? PolicyOf(string field) => JsonNode.Parse(Convert.FromBase64String(field));

    private static KeyConstraints Constraints(UrlCaseGenerator generate) => new()
    {
        ContentType = generate.Pick("image/png", "image/*", "text/plain; charset=utf-8", null!),
        ContentLength = generate.Chance(0.5) ? LengthRange.Between(generate.Number(0, 10), generate.Number(10, 1_000_000)) : null,
        Metadata = generate.Chance(0.5) ? new Dictionary<string, string> { ["a"] = generate.HeaderValue() } : new Dictionary<string, string>(),
    };

    private static CreatePresignedPostRequest RequestFor(KeyScope scope, KeyConstraints constraints,
        IReadOnlyList<KeyExtra> extras, DateTimeOffset end)
    {
        CreatePresignedPostRequest request = new()
        {
            BucketName = scope.Container,
            Key = scope.Kind == ResourceKinds.Prefix ? scope.Name + "${filename}" : scope.Name,
            Expires = end.UtcDateTime,
        };
        if (constraints.ContentType is { } type && !constraints.IsContentTypeFamily)
        {
            request.Fields["Content-Type"] = type;
        }

        foreach ((string field, string value) in constraints.Metadata)
        {
            request.Fields["x-amz-meta-" + field] = value;
        }

        if (extras.Count > 0)
        {
            request.Fields["success_action_status"] = "201";
        }

        if (constraints.IsContentTypeFamily)
        {
            request.Conditions.Add(S3PostCondition.StartsWith("Content-Type", "image/"));
        }

        if (constraints.ContentLength is { } length)
        {
            request.Conditions.Add(S3PostCondition.ContentLengthRange(length.Minimum, length.Maximum));
        }

        return request;
    }
}
