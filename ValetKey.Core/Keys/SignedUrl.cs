using System.Collections.ObjectModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using ValetKey.Internal;
using ValetKey.Json;
using ValetKey.Providers;

namespace ValetKey;

/// <summary>One complete HTTP request that the storage service accepts as it is.</summary>
public sealed class SignedUrl : IssuedKey
{
    /// <summary>For serializers. Signers start from their grant.</summary>
    [JsonConstructor]
    public SignedUrl()
    {
    }

    /// <summary>A key with the grant's scope, permissions and times.</summary>
    [SetsRequiredMembers]
    public SignedUrl(KeyGrant grant, HttpMethod method, string url)
        : base(grant)
    {
        Method = method;
        Url = url;
    }

    /// <inheritdoc/>
    [JsonPropertyName(IssuedKeyJsonConverter.Kind), JsonPropertyOrder(-1)] // An override inherits no attribute.
    public override KeyForm Form => KeyForm.SignedUrl;

    /// <summary>The HTTP method to use; no other works.</summary>
    [JsonConverter(typeof(HttpMethodJsonConverter))]
    public required HttpMethod Method { get; init; }

    /// <summary>The URL, absolute and escaped. To be used as it stands: a changed character breaks the signature.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public required string Url { get; init; }

    /// <summary>Every header that the client has to send, with exactly this value.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public IReadOnlyDictionary<string, string> Headers { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>How the text of a message becomes the body, for <see cref="Permissions.Send"/>.</summary>
    /// <value>Default: null; the body is the message itself.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] // With a host's own options too.
    public MessageFormat? MessageFormat { get; init; }

    /// <summary><see cref="Url"/> as a <see cref="Uri"/>, made anew on every call.</summary>
    public Uri ToUri() => new(Url, UriKind.Absolute);

    /// <summary>The request as the service expects it.</summary>
    /// <param name="content">The body of an upload; the key's headers are added to it.</param>
    /// <exception cref="ArgumentException">
    /// The key wants headers that only a body can bear and there is none, or the body contradicts them, as one of another length does.
    /// </exception>
    public HttpRequestMessage CreateRequest(HttpContent? content = null) => RequestFactory.Create(Method, Url, Headers, content);

    /// <summary>The request that sends a message, the same text at every service.</summary>
    /// <param name="text">The message.</param>
    /// <exception cref="ArgumentException">The key does not permit this, or the service's format cannot carry a character of the text.</exception>
    public HttpRequestMessage CreateSendRequest(string text) => Permissions == Permissions.Send
        ? CreateRequest(MessageFormat.Write(MessageFormat, text))
        : throw new ArgumentException($"The key permits {Permissions}, not {Permissions.Send}.", nameof(text));
}
