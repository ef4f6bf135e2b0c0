using System.Net;
using ValetKey.Providers;

namespace ValetKey.Benchmarks.Subjects;

/// <summary>What is asked for: from the plainest to everything at once.</summary>
internal static class Requests
{
    private static readonly KeyScope Photo =
        KeyScope.ForObject("media", "users/01890a5d-ac96-774b-bcce-b302099a8057/albums/2026/summer/IMG_20260714_101502.jpg");

    public static KeyRequest Download { get; } = new(Photo, Permissions.Read);

    public static KeyRequest Upload { get; } = new(Photo, Permissions.Create)
    {
        Constraints = new() { ContentType = "image/jpeg", ContentLength = LengthRange.Exactly(3_482_113) },
    };

    public static KeyRequest StableDownload { get; } = Download with { StableFor = TimeSpan.FromMinutes(5) };

    public static KeyRequest EveryConstraint { get; } = new(Photo, Permissions.Write)
    {
        Constraints = new()
        {
            ContentType = "image/jpeg",
            ContentLength = LengthRange.Between(1, 10_000_000),
            Checksum = new Checksum(ChecksumAlgorithm.Sha256, new byte[32]),
            ClientNetwork = ClientNetwork.FromNetwork(IPNetwork.Parse("203.0.113.0/24")),
            Metadata = new Dictionary<string, string> { ["album"] = "summer", ["camera"] = "X-T5" },
            HttpsOnly = true,
            SingleUse = true,
        },
    };

    public static KeyRequest FolderQuery { get; } =
        new(KeyScope.ForPrefix("media", "users/01890a5d-ac96-774b-bcce-b302099a8057/"), Permissions.Read | Permissions.List)
        {
            Form = KeyForm.SignedQuery,
        };

    /// <summary>Everything that S3 can bind into a URL.</summary>
    public static KeyRequest EveryS3Header { get; } = new(Photo, Permissions.Create)
    {
        Constraints = new()
        {
            ContentType = "image/jpeg",
            ContentLength = LengthRange.Exactly(3_482_113),
            Checksum = new Checksum(ChecksumAlgorithm.Sha256, new byte[32]),
            Metadata = new Dictionary<string, string> { ["album"] = "summer", ["camera"] = "X-T5" },
        },
    };

    public static KeyRequest BrowserForm { get; } = new(Photo, Permissions.Write)
    {
        Form = KeyForm.SignedForm,
        Constraints = new() { ContentType = "image/jpeg", ContentLength = LengthRange.Between(1, 10_000_000) },
    };

    /// <summary>What the issuer makes of <see cref="Download"/>.</summary>
    public static KeyGrant DownloadGrant { get; } = GrantOf(Download);

    /// <summary>A download whose S3 URL has about 350 characters, as many as the limit's.</summary>
    public static KeyGrant ShortDownloadGrant { get; } =
        GrantOf(new KeyRequest(KeyScope.ForObject("media", "users/42/albums/IMG_20260714.jpg"), Permissions.Read));

    /// <summary>A download whose Azure URL has about 200 characters, as many as the limit's.</summary>
    public static KeyRequest AzureDownload { get; } = new(KeyScope.ForObject("media", "users/42/2026/img-101502.jpg"), Permissions.Read);

    public static KeyRequest AzureUpload { get; } = AzureDownload with { Permissions = Permissions.Create };

    /// <summary>Everything that user delegation can bind into a URL.</summary>
    public static KeyRequest EveryAzureHeader { get; } = AzureUpload with
    {
        Constraints = new()
        {
            ContentType = "image/jpeg",
            ContentLength = LengthRange.Exactly(3_482_113),
            Checksum = new Checksum(ChecksumAlgorithm.Md5, new byte[16]),
        },
    };

    public static KeyGrant AzureDownloadGrant { get; } = GrantOf(AzureDownload);

    private static KeyGrant GrantOf(KeyRequest request)
    {
        DateTimeOffset now = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        return new KeyGrant
        {
            Id = Guid.CreateVersion7(),
            Scope = request.Scope,
            Permissions = request.Permissions,
            Form = KeyForm.SignedUrl,
            IssuedAt = now,
            NotBefore = now.AddMinutes(-5),
            ExpiresAt = now.AddMinutes(15),
            MinimumExpiresAt = now,
        };
    }
}
