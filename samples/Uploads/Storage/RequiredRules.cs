using ValetKey.Aws;
using ValetKey.Azure;
using ValetKey.Gcp;

namespace ValetKey.Samples.Uploads.Storage;

/// <summary>What the store has to allow the application's pages, by the keys that they get (docs/browsers.md).</summary>
internal sealed record RequiredRules(string StoreOrigin, string Container, CorsRule Rule)
{
    private static readonly Checksum?[] Checksums =
    [
        null, new(ChecksumAlgorithm.Sha256, new byte[32]), new(ChecksumAlgorithm.Crc64Nvme, new byte[8]), new(ChecksumAlgorithm.Crc32C, new byte[4]),
    ];

    public static async Task<RequiredRules> FindAsync(IValetKeyIssuer issuer, string container, string pageOrigin)
    {
        KeyScope example = KeyScope.ForObject(container, "example");
        SignedUrl bare = await issuer.IssueUrlAsync(example, Permissions.Create);
        SignedUrl read = await issuer.IssueUrlAsync(example, Permissions.Read);

        // What keys for uploads bind where the store can enforce it, and what the module sends along.
        KeyConstraints exact = new() { ContentType = "image/png", ContentLength = LengthRange.Exactly(1) };
        List<SignedUrl> creates = [bare];
        foreach (Checksum? checksum in Checksums)
        {
            KeyRequest bound = new(example, Permissions.Create) { Constraints = exact with { Checksum = checksum } };
            if (await TryIssueAsync(issuer, bound) is SignedUrl key)
            {
                creates.Add(key);
            }
        }

        IssuedKey? form = await TryIssueAsync(issuer, new KeyRequest(example, Permissions.Write) { Form = KeyForm.SignedForm });
        List<CorsRule> rules = [.. creates.Append(read).Select(key => key.RequiredCors(pageOrigin))];
        if (form is SignedForm posted)
        {
            rules.Add(posted.RequiredCors(pageOrigin));
        }

        CorsRule all = rules[0] with
        {
            Methods = Union(rule => rule.Methods),
            RequestHeaders = Union(rule => rule.RequestHeaders),
            ExposedHeaders = Union(rule => rule.ExposedHeaders),
        };
        return new RequiredRules(new Uri(bare.Url).GetLeftPart(UriPartial.Authority), container, all);

        string[] Union(Func<CorsRule, IReadOnlyList<string>> list) => [.. rules.SelectMany(list).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Says how to set the rule. A sample does not change what others may rely on.</summary>
    public void Print(string provider)
    {
        (string Rule, string Command)? advice = provider switch
        {
            "s3" => (Rule.ToS3Json(), $"aws s3api put-bucket-cors --bucket {Container} --cors-configuration file://cors.json"),
            "gcs" => (Rule.ToGcsJson(), $"gcloud storage buckets update gs://{Container} --cors-file=cors.json"),
            "azure" => (Rule.ToAzureCli(), "once for the account; add --account-name, or --connection-string"),
            _ => null,
        };
        if (advice is { } needed)
        {
            Console.WriteLine($"The store must allow pages of {Rule.Origins[0]} ({needed.Command}):\n{needed.Rule}");
        }
    }

    private static async Task<IssuedKey?> TryIssueAsync(IValetKeyIssuer issuer, KeyRequest request)
    {
        try
        {
            return await issuer.IssueAsync(request with { Form = request.Form ?? KeyForm.SignedUrl });
        }
        catch (ValetKeyException refusal) when (refusal.Reason == ValetKeyErrorReason.Unsupported)
        {
            return null;
        }
    }
}
