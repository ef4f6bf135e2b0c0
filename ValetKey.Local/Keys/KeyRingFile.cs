using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ValetKey.Local.Keys;

/// <summary>The ring on disk: <c>keyring.json</c>, readable by this user alone, replaced as a whole.</summary>
internal sealed partial class KeyRingFile(string rootPath)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _path = Path.Combine(rootPath, "keyring.json");

    public DateTime LastWrite => File.GetLastWriteTimeUtc(_path);

    public Content? TryRead()
    {
        try
        {
            using FileStream file = File.OpenRead(_path);
            Content content = JsonSerializer.Deserialize(file, KeyRingJson.Default.Content)!;
            return content.Keys.Any(key => key.Id == content.Active)
                ? content
                : throw new InvalidDataException($"{_path} names an active key that it does not hold. Restore the file; without it no key that was issued can be verified.");
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (JsonException fault)
        {
            // The parser's message quotes the text, and the text holds secrets.
            throw new InvalidDataException($"{_path} is damaged at line {fault.LineNumber + 1}. Restore the file; without it no key that was issued can be verified.");
        }
    }

    /// <summary>Writes the first ring; false when another process was first.</summary>
    public bool TryCreate(Content content)
    {
        string aside = WriteAside(content);
        try
        {
            File.Move(aside, _path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(_path))
        {
            File.Delete(aside);
            return false;
        }
    }

    public void Replace(Content content) => File.Move(WriteAside(content), _path, overwrite: true);

    /// <summary>Keeps other processes from changing the ring meanwhile.</summary>
    public FileStream Lock()
    {
        try
        {
            return new FileStream(_path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault)
        {
            throw new IOException("Another process is changing the key ring; try again.", fault);
        }
    }

    private string WriteAside(Content content)
    {
        string aside = $"{_path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}.tmp";
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using FileStream file = new(aside, options);
        JsonSerializer.Serialize(file, content, KeyRingJson.Default.Content);
        file.Flush(flushToDisk: true);
        return aside;
    }

    /// <summary>What the file says.</summary>
    internal sealed record Content(string Active, IReadOnlyList<Entry> Keys);

    /// <summary>One key.</summary>
    internal sealed record Entry(string Id, byte[] Secret, DateTimeOffset CreatedAt)
    {
        public override string ToString() => $"{Id} of {CreatedAt:u}";
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true)]
    [JsonSerializable(typeof(Content))]
    private sealed partial class KeyRingJson : JsonSerializerContext;
}
