namespace ValetKey.Testing;

/// <summary>What a key is not for: every permission at every place but its own.</summary>
internal static class IntrusionCases
{
    private static readonly Permissions[] Tried =
    [
        Permissions.Read, Permissions.ReadProperties, Permissions.Create, Permissions.Write, Permissions.Append, Permissions.Delete, Permissions.List,
    ];

    /// <summary>Every permission at every place, but for those that the key has where it has them.</summary>
    public static async Task OpensNothingElseAsync(ConformanceRun run, Cell cell, CancellationToken cancellationToken)
    {
        ObjectTrial trial = await ObjectTrial.StartAsync(run, cell, cancellationToken);
        IssuedKey key = await ObjectKeys.IssueAsync(trial, cancellationToken);
        KeyHolder holder = new(run, cell, key);
        Upload upload = new("an intruder's"u8.ToArray());
        string other = run.Harness.OtherContainer;
        foreach ((string place, string container, string name) in Places(trial).Append(("another container", other, trial.Stage.Mine)))
        {
            bool isCovered = container != other && (key.Scope.UploadId is null
                ? key.Scope.Covers(KeyScope.ForObject(container, name, key.Scope.VersionId))
                : key.Scope.Name == name);
            foreach (Permissions wanted in Tried.Where(
                wanted => !isCovered || !Includes(cell.Requested, Meant(wanted), trial.Stage.IsTaken(name))))
            {
                string target = wanted == Permissions.List ? ListedAt(trial, place, name) : name;
                if (await holder.IntrudeAsync(wanted, container, target, upload, cancellationToken) is { } request)
                {
                    await trial.RefuseAsync(
                        $"{wanted} at {place}", request, cancellationToken,
                        wanted == Permissions.List ? answer => ShowsNothingElse(trial, answer) : null);
                }
            }
        }

        await trial.ConcludeAsync(cancellationToken);

        // Where nothing can be listed, whoever asks for a list asks for an object.
        Permissions Meant(Permissions wanted) =>
            wanted == Permissions.List && Cell.Of(run.Harness.Capabilities).All(other => other.Permission != wanted) ? Permissions.Read : wanted;
    }

    private static IEnumerable<(string Place, string Container, string Name)> Places(ObjectTrial trial)
    {
        string container = trial.Run.Harness.Container;
        yield return ("its own object", container, trial.Stage.Mine);
        yield return ("a new object", container, trial.Stage.New);
        foreach (string name in Stage.Beside.Concat(Stage.Outside))
        {
            yield return (name, container, trial.Stage.Folder + name);
        }

        yield return ("its parent", container, trial.Stage.Folder + "tenant1");
        yield return ("its child", container, trial.Stage.Mine + "/child");
        yield return ("a new object outside", container, trial.Stage.Folder + "tenant10/new");
        yield return ("the root", container, trial.Stage.Folder[..^1]);
    }

    private static string ListedAt(ObjectTrial trial, string place, string name) => place switch
    {
        "its own object" => trial.Stage.Prefix,
        "the root" => "",
        _ => name,
    };

    /// <summary>Whether a key may be good for this, or gives no more by it: who may overwrite gains nothing by appending.</summary>
    private static bool Includes(Permissions key, Permissions wanted, bool isTaken) =>
        key.HasFlag(wanted)
        || (wanted == Permissions.Write && key.HasFlag(Permissions.Create) && !isTaken)
        || (wanted == Permissions.ReadProperties && key.HasFlag(Permissions.Read))
        || (wanted is Permissions.Create or Permissions.Append && key.HasFlag(Permissions.Write));

    /// <summary>Whoever may list sees what the key covers, whatever else was asked for.</summary>
    public static bool ShowsNothingElse(ObjectTrial trial, Answer answer) =>
        trial.Cell.Requested.HasFlag(Permissions.List)
        && !answer.Body.Contains(Stage.ElsewhereOnly, StringComparison.Ordinal)
        && (trial.Cell.Resource == ResourceKinds.Container
            || (trial.Cell.Resource == ResourceKinds.Prefix && !answer.Body.Contains("tenant10", StringComparison.Ordinal)));
}
