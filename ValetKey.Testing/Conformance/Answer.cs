using System.Net;

namespace ValetKey.Testing;

/// <summary>What the service answered.</summary>
internal sealed record Answer(HttpStatusCode Status, string Body, Dictionary<string, string> Headers)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300 || Status == HttpStatusCode.NotModified;

    /// <summary>Refused, or sent elsewhere; a failure of the service is neither.</summary>
    public bool IsRefusal => !IsSuccess && ((int)Status is >= 300 and < 500 || Status is HttpStatusCode.NotImplemented);
}
