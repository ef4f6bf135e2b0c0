namespace ValetKey.Tests.Gcp.Downscoping.Support;

/// <summary>A call that arrived.</summary>
internal sealed record TokenRequest(string Path, string? Authorization, string? QuotaProject, string ContentType, string Body);
