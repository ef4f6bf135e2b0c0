namespace ValetKey.Testing;

/// <summary>The suite that every signer passes, ours and strangers'.</summary>
public static class SignerConformance
{
    /// <summary>Every case for a signer: what it declares works and holds against misuse, and what it does not declare is refused.</summary>
    /// <remarks>
    /// Listing the cases starts nothing. Each can be run by itself and in any order; the first starts the service. After all have run,
    /// <see cref="SignerHarness.Report"/> says what was shown. The last case runs those that did not run yet, and fails for every
    /// <see cref="KnownGap"/> that did not occur.
    /// </remarks>
    /// <param name="harness">The signer with its service.</param>
    public static IReadOnlyList<ConformanceCase> Cases(SignerHarness harness)
    {
        ArgumentNullException.ThrowIfNull(harness);
        return harness.Run.Cases;
    }

    internal static IEnumerable<(string Name, Func<ConformanceRun, CancellationToken, Task> Body)> BodiesOf(SignerHarness harness)
    {
        IReadOnlyList<Cell> cells = CellCatalog.Of(harness.Capabilities);
        return
        [
            .. cells.SelectMany(cell => cell switch
            {
                { Resource: ResourceKinds.Queue } => QueueCases.Of(cell),
                { Constraint: ConstraintKinds.None } => ObjectCases.Of(cell),
                _ => ConstraintCases.Of(cell),
            }),
            .. UndeclaredCases.Of(harness.Capabilities),
            .. NameCases.Of(harness.Capabilities),
            .. SecrecyCases.Of(harness.Capabilities),
            .. IssuingCases.Of(harness.Capabilities),
            .. TimeCases.Of(harness.Capabilities),
            .. OperationCases.Of(harness),
            .. ReportCases.All,
        ];
    }
}
