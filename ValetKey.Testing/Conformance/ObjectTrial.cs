namespace ValetKey.Testing;

/// <summary>A case about objects, which lie on a <see cref="ValetKey.Testing.Stage"/>.</summary>
internal sealed class ObjectTrial : Trial
{
    private ObjectTrial(ConformanceRun run, Cell cell, Stage stage)
        : base(run, cell) => Stage = stage;

    public Stage Stage { get; }

    protected override IEnumerable<string> Contents => [Stage.SecretMark, Stage.Stored];

    /// <summary>Sets the stage for a case that tries neighbours.</summary>
    public static async Task<ObjectTrial> StartAsync(ConformanceRun run, Cell cell, CancellationToken cancellationToken) =>
        new(run, cell, await Stage.SetAsync(run, cell, isAlone: false, cancellationToken));

    /// <summary>Sets the stage for a case in which the object alone will do.</summary>
    public static async Task<ObjectTrial> StartAloneAsync(ConformanceRun run, Cell cell, CancellationToken cancellationToken) =>
        new(run, cell, await Stage.SetAsync(run, cell, isAlone: cell.Permission != Permissions.List, cancellationToken));

    /// <summary>A case that needs a folder and nothing in it.</summary>
    public static ObjectTrial StartEmpty(ConformanceRun run, Cell cell) => new(run, cell, Stage.Empty(run));

    protected override Task ResetAsync(CancellationToken cancellationToken) => Stage.ResetAsync(Cell, cancellationToken);

    protected override Task<IReadOnlyList<string>> FindChangesAsync(CancellationToken cancellationToken) =>
        Stage.FindChangesAsync(null, cancellationToken);
}
