using System.Security.Cryptography;
using System.Text;

namespace ValetKey.Testing;

/// <summary>What lies in the store around the object of a case, in a folder of its own, and what is there afterwards.</summary>
internal sealed class Stage
{
    private readonly SignerHarness _harness;
    private readonly bool _isAlone;
    private readonly Dictionary<string, string> _expected = [];

    private Stage(SignerHarness harness, bool isAlone)
    {
        _harness = harness;
        _isAlone = isAlone;
        Folder = RandomNumberGenerator.GetHexString(32, lowercase: true) + "/";
    }

    /// <summary>What all names of this case begin with.</summary>
    public string Folder { get; }

    /// <summary>The prefix of keys for one.</summary>
    public string Prefix => Folder + "tenant1/";

    /// <summary>The object of keys for one.</summary>
    public string Mine => Prefix + "object";

    /// <summary>Where nothing lies yet.</summary>
    public string New => Prefix + "new";

    /// <summary>The id of the version of <see cref="Mine"/>, where the service has versions.</summary>
    public string? Version { get; private set; }

    /// <summary>The number of the part that is put.</summary>
    public const int Part = 2;

    /// <summary>The upload in parts to <see cref="Mine"/>, where the case is about one.</summary>
    public string? Upload { get; private set; }

    /// <summary>What lies at <see cref="Mine"/>.</summary>
    public string Stored => TextOf("tenant1/object");

    /// <summary>What lies elsewhere: nobody with a key for <see cref="Mine"/> may see it.</summary>
    public string SecretMark => $"secret-{Folder[..^1]}";

    /// <summary>Neighbours of <see cref="Mine"/> in the same prefix: prolonged, shortened, in other case, another.</summary>
    public static IReadOnlyList<string> Beside { get; } = ["tenant1/object2", "tenant1/objec", "tenant1/Object", "tenant1/neighbour"];

    /// <summary>What lies outside of the prefix, but begins like it.</summary>
    public static IReadOnlyList<string> Outside { get; } = ["tenant10/object", "other/object"];

    /// <summary>The end of a name that is in the other container alone.</summary>
    public const string ElsewhereOnly = "elsewhere-only";

    /// <param name="run">The run.</param>
    /// <param name="cell">What the case is about.</param>
    /// <param name="isAlone">Whether no neighbours are needed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Stage> SetAsync(ConformanceRun run, Cell cell, bool isAlone, CancellationToken cancellationToken)
    {
        Stage stage = new(run.Harness, isAlone);
        await stage.PutAllAsync(cell, cancellationToken);
        return stage;
    }

    /// <summary>A folder with nothing in it.</summary>
    public static Stage Empty(ConformanceRun run) => new(run.Harness, isAlone: true);

    /// <summary>Puts everything back as it was, and takes away what was not there.</summary>
    public async Task ResetAsync(Cell cell, CancellationToken cancellationToken)
    {
        foreach (string name in (await _harness.ListAsync(_harness.Container, Folder, cancellationToken)).Where(name => !IsTaken(name)))
        {
            await _harness.DeleteAsync(_harness.Container, name, cancellationToken);
        }

        await PutAllAsync(cell, cancellationToken);
    }

    /// <summary>Whether something lies there from the start.</summary>
    public bool IsTaken(string name) => _expected.ContainsKey(name);

    /// <summary>What is not as it was, but for one object.</summary>
    /// <param name="except">The object, or the upload, that may have changed; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<string>> FindChangesAsync(string? except, CancellationToken cancellationToken)
    {
        List<string> changes = [];
        IReadOnlyList<string> names = await _harness.ListAsync(_harness.Container, Folder, cancellationToken);
        changes.AddRange(names.Except(_expected.Keys).Where(name => name != except).Select(name => $"{Short(name)} is new"));
        if (Upload is not null && Upload != except && await FindPartsAsync(cancellationToken) is { Count: > 0 } parts)
        {
            changes.Add($"the upload has {parts.Count} parts");
        }

        List<Task<string?>> checks =
        [
            .. from pair in _expected
               where pair.Key != except
               select FindChangeAsync(_harness.Container, pair.Key, pair.Value, Short(pair.Key), cancellationToken),
        ];
        if (!_isAlone)
        {
            checks.Add(FindChangeAsync(
                _harness.OtherContainer, Mine, TextOf("tenant1/object", isOther: true), "the object in the other container", cancellationToken));
        }

        changes.AddRange((await Task.WhenAll(checks)).OfType<string>());
        return changes;
    }

    /// <summary>The parts that the upload has: number and length.</summary>
    public async Task<IReadOnlyList<(int Number, long Length)>> FindPartsAsync(CancellationToken cancellationToken) =>
    [
        .. (await _harness.ListPartsAsync(_harness.Container, Mine, Upload!, cancellationToken)).Select(part => (part.Key, part.Value)),
    ];

    private async Task<string?> FindChangeAsync(string container, string name, string text, string shown, CancellationToken cancellationToken)
    {
        StoredObject? found = await _harness.FindAsync(container, name, cancellationToken);
        return found is null ? $"{shown} is gone" : found.Text == text ? null : $"{shown} has another content";
    }

    private async Task PutAllAsync(Cell cell, CancellationToken cancellationToken)
    {
        _expected.Clear();
        StoredObject mine = new(Encoding.UTF8.GetBytes(Stored)) { ContentType = "text/plain" };
        if (cell.Permission == Permissions.Append)
        {
            await _harness.PutAppendableAsync(_harness.Container, Mine, mine, cancellationToken);
        }
        else
        {
            Version = await _harness.PutAsync(_harness.Container, Mine, mine, cancellationToken);
        }

        if (cell.Resource == ResourceKinds.Part)
        {
            Upload = await _harness.BeginPartsAsync(_harness.Container, Mine, cancellationToken);
        }

        _expected[Mine] = Stored;
        if (_isAlone)
        {
            return;
        }

        foreach (string name in Beside.Concat(Outside))
        {
            _expected[Folder + name] = TextOf(name);
        }

        await Task.WhenAll(
        [
            .. Beside.Concat(Outside).Select(name => PutAsync(_harness.Container, name, cancellationToken)),
            PutAsync(_harness.OtherContainer, "tenant1/object", cancellationToken),
            PutAsync(_harness.OtherContainer, ElsewhereOnly, cancellationToken),
        ]);
    }

    private string Short(string name) => name.StartsWith(Folder, StringComparison.Ordinal) ? name[Folder.Length..] : name;

    private string TextOf(string name, bool isOther = false) =>
        name == "tenant1/object" && !isOther ? $"stored-{Folder[..^1]}" : $"{SecretMark} in {name}{(isOther ? " of the other container" : "")}";

    private async Task PutAsync(string container, string name, CancellationToken cancellationToken) => await _harness.PutAsync(
        container,
        Folder + name,
        new StoredObject(Encoding.UTF8.GetBytes(TextOf(name, container != _harness.Container))) { ContentType = "text/plain" },
        cancellationToken);
}
