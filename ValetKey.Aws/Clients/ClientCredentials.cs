using System.Runtime.CompilerServices;
using Amazon.Runtime;

namespace ValetKey.Aws.Clients;

/// <summary>Reads what a client of the SDK was told to sign with.</summary>
internal static class ClientCredentials
{
    /// <summary>The credentials that were set; null where the client looks for some by itself.</summary>
    public static AWSCredentials? SetOf(AmazonServiceClient client) => Explicit(client) ?? client.Config.DefaultAWSCredentials;

    /// <summary>The SDK shows them to derived clients alone (<c>protected internal</c>), which is part of its API, though not for us.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_ExplicitAWSCredentials")]
    private static extern AWSCredentials? Explicit(AmazonServiceClient client);
}
