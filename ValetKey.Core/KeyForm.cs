using System.Text.Json.Serialization;
using ValetKey.Json;

namespace ValetKey;

/// <summary>How a key travels to the storage service.</summary>
[JsonConverter(typeof(KeyFormJsonConverter))]
public enum KeyForm
{
    /// <summary>One complete HTTP request: method, URL and headers. See <see cref="ValetKey.SignedUrl"/>.</summary>
    SignedUrl,

    /// <summary>An HTML form that a browser posts with a file. See <see cref="ValetKey.SignedForm"/>.</summary>
    SignedForm,

    /// <summary>A query string that opens every request in its scope, such as an Azure SAS token. See <see cref="ValetKey.SignedQuery"/>.</summary>
    SignedQuery,

    /// <summary>Cookies for a content delivery network. See <see cref="ValetKey.SignedCookies"/>.</summary>
    SignedCookies,

    /// <summary>Short-lived credentials for the service's own SDK. See <see cref="ValetKey.TemporaryCredentials"/>.</summary>
    TemporaryCredentials,

    /// <summary>A token for the <c>Authorization</c> header. See <see cref="ValetKey.BearerToken"/>.</summary>
    BearerToken,
}
