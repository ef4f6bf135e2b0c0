namespace ValetKey.Tests.AspNetCore.Script.Support;

/// <summary>A key to upload with every header that an upload's keys have, which the store's rules for pages must allow.</summary>
internal static class WidestKey
{
    public static ValueTask<SignedUrl> IssueAsync(IValetKeyIssuer issuer, string container, Checksum checksum) => issuer.IssueUrlAsync(
        new KeyRequest(KeyScope.ForObject(container, "any"), Permissions.Create)
        {
            Constraints = new() { ContentType = "text/plain", ContentLength = LengthRange.Exactly(1), Checksum = checksum },
        });
}
