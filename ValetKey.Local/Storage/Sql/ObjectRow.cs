namespace ValetKey.Local.Storage.Sql;

/// <summary>An object and which content it has. Each write but an append makes a new content.</summary>
internal sealed record ObjectRow(ObjectInfo Info, Guid Content)
{
    /// <summary>Whether nothing was written between the two.</summary>
    public bool IsSameVersion(ObjectRow? other) => other is not null && Content == other.Content && Info.ETag == other.Info.ETag;
}
