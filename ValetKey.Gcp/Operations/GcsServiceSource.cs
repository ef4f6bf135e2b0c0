using Google.Apis.Storage.v1;

namespace ValetKey.Gcp.Operations;

/// <summary>Makes the client that the application's own operations call with.</summary>
internal delegate Task<StorageService> GcsServiceSource(GoogleCloudStorageOptions options);
