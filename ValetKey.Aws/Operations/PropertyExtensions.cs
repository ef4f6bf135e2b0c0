using Amazon.S3.Model;
using ValetKey.Providers;

namespace ValetKey.Aws.Operations;

/// <summary>Writes an object's properties into requests.</summary>
internal static class PropertyExtensions
{
    public static void WriteTo(this ObjectProperties properties, HeadersCollection headers)
    {
        foreach ((string name, string value) in properties.ToHeaders())
        {
            headers[name] = value;
        }
    }

    public static IEnumerable<KeyValuePair<string, string>> ToHeaders(this ObjectProperties properties)
    {
        foreach ((string name, string? value) in new[]
        {
            ("Content-Type", properties.ContentType),
            ("Content-Disposition", properties.ContentDisposition),
            ("Cache-Control", properties.CacheControl),
        })
        {
            if (value is not null)
            {
                yield return new(name, value);
            }
        }

        foreach ((string name, string value) in properties.Metadata)
        {
            yield return new($"x-amz-meta-{name}", value);
        }
    }
}
