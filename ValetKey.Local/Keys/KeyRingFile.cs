using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using ValetKey.Local.Storage.Content;

namespace ValetKey.Local.Keys;

/// <summary>The ring on disk: <c>keyring.json</c>, readable by this user alone, replaced as a whole.</summary>
internal sealed partial class KeyRingFile(string rootPath)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>The length of a key; a shorter one would be easier to guess.</summary>
    public const int SecretBytes = 32;

    private const string Advice =
        "Restore it from a backup: without it no key that was issued can be verified. To end all of them and begin anew, put an empty file "
        + "keyring.renew beside it and start again.";

    private const int LockAttempts = 500;

    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(10);

    private readonly string _path = Path.Combine(rootPath, "keyring.json");
    private readonly string _renewal = Path.Combine(rootPath, "keyring.renew");
    private readonly string _database = Path.Combine(rootPath, "store.db");

    public string FilePath => _path;

    public DateTime LastWrite => File.GetLastWriteTimeUtc(_path);

    /// <summary>Whether somebody wants a new ring, and all keys ended that the old one has signed.</summary>
    public bool IsRenewalAsked => File.Exists(_renewal);

    /// <summary>A store is only ever made beside a ring, so one without has lost it.</summary>
    public bool IsLost => !File.Exists(_path) && File.Exists(_database);

    public bool IsExposed => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(_path) & Others) != UnixFileMode.None;

    /// <exception cref="InvalidDataException">The file is missing or damaged.</exception>
    public Content Read() => TryRead() ?? throw new InvalidDataException($"{_path} is missing. {Advice}");

    public Content? TryRead()
    {
        try
        {
            using FileStream file = File.OpenRead(_path);
            Content? content = JsonSerializer.Deserialize(file, KeyRingJson.Default.Content);
            return FaultOf(content) is { } fault
                ? throw new InvalidDataException($"{_path} {fault}. {Advice}")
                : content;
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new UnauthorizedAccessException(
                $"{_path} cannot be read by this user. It must be a file with mode 0600 that belongs to the user who runs the application.", fault);
        }
        catch (JsonException fault)
        {
            // The parser's message quotes the text, and the text holds secrets.
            throw new InvalidDataException($"{_path} is damaged at line {fault.LineNumber + 1}. {Advice}");
        }
    }

    public void Replace(Content content)
    {
        File.Move(WriteAside(content), _path, overwrite: true);
        FolderFlush.ToDisk(rootPath);
    }

    public void EndRenewal() => File.Delete(_renewal);

    /// <summary>
    /// Keeps others from making or changing the ring meanwhile, and waits for those who do. (A move that does not overwrite would not do for making
    /// it: on Unix it looks first and then renames.)
    /// </summary>
    /// <exception cref="IOException">The root cannot be written to, or others do not come to an end.</exception>
    public FileStream Lock()
    {
        StorageRoot.CheckWritable(rootPath); // What is wrong there would look like another's lock.
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(_path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException fault) when (fault is not DirectoryNotFoundException)
            {
                if (attempt == LockAttempts)
                {
                    throw new IOException("Another process is changing the key ring, and does not come to an end.", fault);
                }

                Thread.Sleep(LockPause);
            }
        }
    }

    private static string? FaultOf(Content? content) => content switch
    {
        null => "is empty",
        _ when content.Keys.Any(key => key is null || key.Id.Length == 0 || !key.Id.All(char.IsAsciiLetterOrDigit)) =>
            "holds a key whose id is not letters and digits",
        _ when content.Keys.Any(key => key.Secret.Length < SecretBytes) => $"holds a key of less than {SecretBytes} bytes",
        _ when content.Keys.DistinctBy(key => key.Id).Count() != content.Keys.Count => "holds two keys of one id",
        _ when content.Keys.All(key => key.Id != content.Active) => "names an active key that it does not hold",
        _ => null,
    };

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
