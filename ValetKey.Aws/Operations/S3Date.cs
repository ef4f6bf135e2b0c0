namespace ValetKey.Aws.Operations;

/// <summary>The SDK's dates, which may be of the local zone.</summary>
internal static class S3Date
{
    public static DateTimeOffset Of(DateTime? date) => date is { } known ? new DateTimeOffset(known.ToUniversalTime()) : default;
}
