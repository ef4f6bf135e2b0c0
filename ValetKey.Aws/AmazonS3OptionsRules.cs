using System.Buffers;
using Amazon;
using ValetKey.Aws.Clients;
using ValetKey.Aws.Signing;
using ValetKey.Providers;

namespace ValetKey.Aws;

/// <summary>All faults of the settings at once, each with its field, its value and what is allowed.</summary>
internal static class AmazonS3OptionsRules
{
    private static readonly SearchValues<char> RegionCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private static readonly SearchValues<char> SessionNameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789=,.@_-");

    public static IEnumerable<string> FaultsOf(AmazonS3Options options)
    {
        foreach (string fault in S3Setups.FaultsOf(options))
        {
            yield return fault;
        }

        if (string.IsNullOrEmpty(options.Region) || options.Region.AsSpan().ContainsAnyExcept(RegionCharacters))
        {
            yield return $"{nameof(options.Region)} is '{options.Region}'; it must be a region such as eu-west-1: lower-case letters, digits "
                + "and hyphens.";
        }

        foreach ((string field, Uri? url) in new[]
        {
            (nameof(options.ServiceUrl), options.ServiceUrl), (nameof(options.PublicUrl), options.PublicUrl),
            (nameof(options.StsServiceUrl), options.StsServiceUrl),
        })
        {
            if (EndpointUrl.FaultOfOrigin(field, url) is { } fault)
            {
                yield return fault;
            }
        }

        if ((options.UseAccelerate || options.UseDualStack) && (options.ServiceUrl ?? options.PublicUrl) is not null)
        {
            yield return $"{nameof(options.UseAccelerate)} and {nameof(options.UseDualStack)} name endpoints of Amazon S3; "
                + $"they do not go with {nameof(options.ServiceUrl)} or {nameof(options.PublicUrl)}.";
        }

        if (options.UseAccelerate && options.AddressingStyle == S3AddressingStyle.Path)
        {
            yield return $"{nameof(options.UseAccelerate)} does not go with {nameof(options.AddressingStyle)} {options.AddressingStyle}.";
        }

        if (options.UseAccelerate && options.Region.StartsWith("cn-", StringComparison.Ordinal))
        {
            yield return $"{nameof(options.UseAccelerate)} is true, and {nameof(options.Region)} is {options.Region}; there is no transfer "
                + "acceleration in China.";
        }

        if (!Enum.IsDefined(options.AddressingStyle))
        {
            yield return $"{nameof(options.AddressingStyle)} is {options.AddressingStyle}; it must be {S3AddressingStyle.Automatic} or "
                + $"{S3AddressingStyle.Path}.";
        }

        if (options.RoleArn is { } role && RoleOf(role) is null)
        {
            yield return $"{nameof(options.RoleArn)} is '{role}'; it must be a role's ARN, such as arn:aws:iam::123456789012:role/uploads.";
        }

        if (options is { ServiceUrl: null, StsServiceUrl: null, RoleArn: { } arn, Region.Length: > 0 } && RoleOf(arn) is { } known
            && known.Partition != RegionEndpoint.GetBySystemName(options.Region).PartitionName)
        {
            yield return $"{nameof(options.RoleArn)} is of the partition '{known.Partition}', and {nameof(options.Region)} is '{options.Region}' of "
                + $"'{RegionEndpoint.GetBySystemName(options.Region).PartitionName}'; no session reaches from one to the other.";
        }

        if (options.RestrictUploads && options.RoleArn is null)
        {
            yield return $"{nameof(options.RestrictUploads)} is true, and {nameof(options.RoleArn)} is not set; uploads are restricted by "
                + "sessions of that role.";
        }

        foreach (string key in options.SessionKmsKeys.Where(key => !IsKmsKey(key)))
        {
            yield return $"{nameof(options.SessionKmsKeys)} has '{key}'; each must be a key's ARN, such as "
                + "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab, or * for those that the role may use.";
        }

        if (options.SessionKmsKeys.Count > 0 && options.RoleArn is null)
        {
            yield return $"{nameof(options.SessionKmsKeys)} are set, and {nameof(options.RoleArn)} is not; they are for sessions of that role.";
        }

        if (options.RoleSessionName is not { Length: >= 2 and <= 64 } || options.RoleSessionName.AsSpan().ContainsAnyExcept(SessionNameCharacters))
        {
            yield return $"{nameof(options.RoleSessionName)} is '{options.RoleSessionName}'; it must be 2 to 64 letters, digits and =,.@_-.";
        }

        foreach (string fault in ContainerNames.Faults(
            nameof(options.ContainerNames), options.ContainerNames, bucket => BucketNames.FaultOf(bucket, options.IsCompatible)))
        {
            yield return fault;
        }
    }

    private static bool IsKmsKey(string key) =>
        key == "*" || (key.Split(':', 6) is ["arn", { Length: > 0 }, "kms", { Length: > 0 }, { Length: > 0 }, { Length: > 4 } resource]
            && resource.StartsWith("key/", StringComparison.Ordinal) && !key.AsSpan().ContainsAny('*', '?', '$'));

    /// <summary>The partition and the account of a role's ARN; compatible stores may leave the account empty.</summary>
    public static (string Partition, string Account)? RoleOf(string arn) =>
        arn.Split(':', 6) is ["arn", { Length: > 0 } partition, "iam", "", string account, { Length: > 5 } resource]
        && resource.StartsWith("role/", StringComparison.Ordinal)
            ? (partition, account)
            : null;
}
