namespace ValetKey.Local.Storage.Sql;

/// <summary>An object and the file of its content. Each write makes a new file, so its name tells versions apart.</summary>
internal sealed record ObjectRow(ObjectInfo Info, string File);
