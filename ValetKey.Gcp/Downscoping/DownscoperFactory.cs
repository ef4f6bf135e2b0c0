namespace ValetKey.Gcp.Downscoping;

/// <summary>Makes the downscoper of options, if they name an account for it. A service keyed by the issuer's name.</summary>
internal delegate IDownscoper? DownscoperFactory(GoogleCloudStorageOptions options);
