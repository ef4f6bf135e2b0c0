using System.Web;
using System.Xml.Linq;

namespace ValetKey.Tests.Azure.Operations;

/// <summary>A request to the blob service, as it was on the wire.</summary>
internal sealed class BlobRequest(HttpRequestMessage request, string body)
{
    public string Method { get; } = request.Method.Method;

    public Uri Url { get; } = request.RequestUri!;

    public string? Operation => this["?comp"];

    /// <summary>The block that is staged.</summary>
    public string? BlockId => this["?blockid"];

    /// <summary>The blocks that are committed.</summary>
    public string[] BlockIds => [.. XElement.Parse(body).Elements("Latest").Select(block => block.Value)];

    /// <summary>A header or, behind a question mark, a parameter.</summary>
    public string? this[string name] => name[0] == '?'
        ? HttpUtility.ParseQueryString(Url.Query)[name[1..]]
        : request.Headers.TryGetValues(name, out IEnumerable<string>? values) ? string.Join(',', values) : null;

    public override string ToString() => $"{Method} {Url.AbsolutePath} {Operation}";
}
