namespace ValetKey.Testing;

/// <summary>Metadata of uploads: changed, left out, and more than was agreed.</summary>
internal static class MetadataSamples
{
    public static ConstraintSample Two { get; } = new(new KeyConstraints
    {
        Metadata = new Dictionary<string, string> { ["owner"] = "tenant1", ["kind"] = "invoice" },
    })
    {
        Violations =
        [
            ("metadata changed", request => Change(request, "owner", (name, _) => new(name, "tenant10"))),
            ("metadata left out", request => Change(request, "owner", (_, _) => null)),
            ("metadata added", request => Add(request, "owner", "added")),
        ],
    };

    private static RawRequest Change(RawRequest request, string key, Func<string, string, KeyValuePair<string, string>?> change)
    {
        if (request.Parts is { } parts)
        {
            return request with
            {
                Parts =
                [
                    .. from part in parts
                       let changed = part.FileName is null && IsOf(part.Name, key) ? change(part.Name, part.Value) : null
                       where changed is not null || part.FileName is not null || !IsOf(part.Name, key)
                       select changed is { } value ? part.WithValue(value.Value) : part,
                ],
            };
        }

        return request with
        {
            Headers =
            [
                .. from header in request.Headers
                   let changed = IsOf(header.Key, key) ? change(header.Key, header.Value) : header
                   where changed is not null
                   select changed.Value,
            ],
        };
    }

    /// <summary>One more of the same sort, by the name that the service gives the first.</summary>
    private static RawRequest Add(RawRequest request, string beside, string key)
    {
        if (request.Parts is { } parts)
        {
            return parts.FirstOrDefault(part => IsOf(part.Name, beside)) is { } one
                ? request with { Parts = [one with { Name = one.Name[..^beside.Length] + key }, .. parts] }
                : request;
        }

        KeyValuePair<string, string> header = request.Headers.FirstOrDefault(header => IsOf(header.Key, beside));
        return header.Key is null ? request : request.WithMoreHeader(header.Key[..^beside.Length] + key, "yes");
    }

    private static bool IsOf(string name, string key) => name.EndsWith("-" + key, StringComparison.OrdinalIgnoreCase);
}
