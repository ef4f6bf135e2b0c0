namespace ValetKey.Tests.Servers.Gcs;

/// <summary>
/// What a request is about ("Request endpoints", XML API): the bucket stands in the path, or before the service's host, or a host of its own serves
/// it.
/// </summary>
internal sealed record GcsPlace(string Bucket, string Name)
{
    public bool IsBucket => Name.Length == 0;

    /// <summary>The name by which conditions and permissions know it.</summary>
    public string Resource => IsBucket ? $"projects/_/buckets/{Bucket}" : $"projects/_/buckets/{Bucket}/objects/{Name}";

    public static GcsPlace Of(ReceivedRequest request, string serviceHost, IReadOnlyDictionary<string, string> boundHosts)
    {
        string path = request.Path[1..];
        string? bucket = boundHosts.GetValueOrDefault(request.HostName)
            ?? (request.HostName.EndsWith("." + serviceHost, StringComparison.Ordinal) ? request.HostName[..^(serviceHost.Length + 1)] : null);
        if (bucket is not null)
        {
            return new GcsPlace(bucket, Uri.UnescapeDataString(path));
        }

        string[] parts = path.Split('/', 2);
        return new GcsPlace(Uri.UnescapeDataString(parts[0]), parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "");
    }
}
