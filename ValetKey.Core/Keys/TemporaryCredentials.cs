using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using ValetKey.Json;
using ValetKey.Providers;

namespace ValetKey;

/// <summary>Short-lived credentials, restricted to the key's scope, for the service's own SDK.</summary>
public sealed class TemporaryCredentials : IssuedKey
{
    /// <summary>For serializers. Signers start from their grant.</summary>
    [JsonConstructor]
    public TemporaryCredentials()
    {
    }

    /// <summary>A key with the grant's scope, permissions and times.</summary>
    [SetsRequiredMembers]
    public TemporaryCredentials(KeyGrant grant, string accessKeyId, string secretAccessKey, string sessionToken)
        : base(grant)
    {
        AccessKeyId = accessKeyId;
        SecretAccessKey = secretAccessKey;
        SessionToken = sessionToken;
    }

    /// <inheritdoc/>
    [JsonPropertyName(IssuedKeyJsonConverter.Kind), JsonPropertyOrder(-1)] // An override inherits no attribute.
    public override KeyForm Form => KeyForm.TemporaryCredentials;

    /// <summary>The access key's id.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public required string AccessKeyId { get; init; }

    /// <summary>The secret to sign with.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public required string SecretAccessKey { get; init; }

    /// <summary>The token to send with every request.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public required string SessionToken { get; init; }

    /// <summary>The service's URL, where it is not the SDK's default.</summary>
    public string? ServiceUrl { get; init; }

    /// <summary>The URL of the queue that the credentials are for, which its service's SDK asks for.</summary>
    /// <value>Default: null; they are for no queue, or the service's URLs are not known.</value>
    public string? QueueUrl { get; init; }

    /// <summary>The region to sign for.</summary>
    public string? Region { get; init; }
}
