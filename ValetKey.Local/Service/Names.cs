namespace ValetKey.Local.Service;

/// <summary>The fields of a form post.</summary>
internal static class FieldNames
{
    public const string Name = "key";
    public const string ContentType = "Content-Type";
    public const string Token = "token";
    public const string File = "file";
}

/// <summary>The query parameters of a listing, which follow the signature.</summary>
internal static class ListParameters
{
    public const string Prefix = "prefix";
    public const string Delimiter = "delimiter";
    public const string After = "after";
    public const string Limit = "limit";
}

/// <summary>The headers that are this service's own.</summary>
internal static class ServiceHeaders
{
    public const string MetadataPrefix = "x-valetkey-meta-";
}
