namespace ValetKey.Client;

/// <summary>Which request it was, without what opens anything: no query, no header.</summary>
/// <param name="Method">The method.</param>
/// <param name="Address">Host and path, such as <c>media.s3.eu-west-1.amazonaws.com/.staging/4f</c>.</param>
/// <param name="PartNumber">The number of the part or range, from 1; null where the request is not about one.</param>
public sealed record TransferRequest(string Method, string Address, int? PartNumber = null)
{
    /// <summary>Such as <c>PUT media.example/.staging/4f (part 3)</c>.</summary>
    public override string ToString() => PartNumber is { } number ? $"{Method} {Address} (part {number})" : $"{Method} {Address}";

    internal static TransferRequest Of(HttpMethod method, Uri url, int? partNumber = null) =>
        new(method.Method, $"{url.Authority}{url.AbsolutePath}", partNumber);
}
