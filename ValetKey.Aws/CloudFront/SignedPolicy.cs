namespace ValetKey.Aws.CloudFront;

/// <summary>
/// A policy and its signature, as a query or as cookies. Of a canned policy just the expiry travels: CloudFront writes the rest anew from the
/// request.
/// </summary>
internal readonly record struct SignedPolicy(string Field, string Value, string Signature, string KeyPairId, CloudFrontSignatureHash Hash)
{
    private const string Sha256 = "SHA256";

    public override string ToString() => $"{Field} policy [secret]";

    public string ToQuery() =>
        $"{Field}={Value}&Signature={Signature}&Key-Pair-Id={KeyPairId}{(Hash == CloudFrontSignatureHash.Sha256 ? $"&Hash-Algorithm={Sha256}" : "")}";

    public Dictionary<string, string> ToCookies()
    {
        Dictionary<string, string> cookies = new()
        {
            [$"CloudFront-{Field}"] = Value,
            ["CloudFront-Signature"] = Signature,
            ["CloudFront-Key-Pair-Id"] = KeyPairId,
        };
        if (Hash == CloudFrontSignatureHash.Sha256)
        {
            cookies.Add("CloudFront-Hash-Algorithm", Sha256);
        }

        return cookies;
    }
}
