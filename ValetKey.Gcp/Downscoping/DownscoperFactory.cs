namespace ValetKey.Gcp.Downscoping;

/// <summary>Makes the downscoper of options. A service keyed by the issuer's name.</summary>
internal delegate IDownscoper DownscoperFactory(GoogleCloudStorageOptions options);
