using Amazon.SecurityToken;

namespace ValetKey.Aws.Sessions;

/// <summary>Makes the client of the token service for some options.</summary>
internal delegate IAmazonSecurityTokenService StsClientFactory(AmazonS3Options options);
