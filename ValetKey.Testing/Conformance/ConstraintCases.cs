namespace ValetKey.Testing;

/// <summary>For each constraint that is declared: who keeps to it passes, and nobody else does.</summary>
internal static class ConstraintCases
{
    public static IEnumerable<(string Name, Func<ConformanceRun, CancellationToken, Task> Body)> Of(Cell cell)
    {
        if (cell.Constraint == ConstraintKinds.SingleUse)
        {
            yield return ($"{cell}: it opens once", (run, token) => OpensOnceAsync(run, cell, token));
            yield return ($"{cell}: of 16 at once one gets in", (run, token) => OneOfManyAsync(run, cell, token));
            yield break;
        }

        yield return ($"{cell}: who keeps to it passes", (run, token) => PassesAsync(run, cell, token));
        yield return ($"{cell}: nobody else does", (run, token) => HoldsAsync(run, cell, token));
    }

    private static async Task PassesAsync(ConformanceRun run, Cell cell, CancellationToken cancellationToken)
    {
        ObjectTrial trial = await ObjectTrial.StartAloneAsync(run, cell, cancellationToken);
        ConstraintSample sample = await SampleAsync(trial, cancellationToken);
        IssuedKey key = await IssueAsync(trial, sample, sample.Constraints, cancellationToken);
        if (cell.Constraint == ConstraintKinds.HttpsOnly)
        {
            await OverAsync(trial, key, "https", request => ObjectKeys.UseAsync(
                trial, key, sample.Upload, cancellationToken, change: _ => request), cancellationToken);
        }
        else
        {
            await ObjectKeys.UseAsync(trial, key, sample.Upload, cancellationToken, answer => JudgeResponse(sample, answer));
        }

        trial.Conclude();
    }

    private static async Task HoldsAsync(ConformanceRun run, Cell cell, CancellationToken cancellationToken)
    {
        ObjectTrial trial = await ObjectTrial.StartAloneAsync(run, cell, cancellationToken);
        ConstraintSample sample = await SampleAsync(trial, cancellationToken);
        foreach ((string probe, KeyConstraints constraints) in sample.Shut)
        {
            IssuedKey shut = await IssueAsync(trial, sample with { IssuedEarlier = TimeSpan.Zero }, constraints, cancellationToken);
            await trial.RefuseAsync(probe, await ProperAsync(trial, shut, sample, cancellationToken), cancellationToken);
        }

        IssuedKey key = await IssueAsync(trial, sample, sample.Constraints, cancellationToken);
        RawRequest proper = await ProperAsync(trial, key, sample, cancellationToken);
        if (cell.Constraint == ConstraintKinds.HttpsOnly)
        {
            await OverAsync(trial, key, "http", async request =>
            {
                await trial.RefuseAsync("over http", request, cancellationToken);
                return true;
            }, cancellationToken);
        }

        foreach ((string probe, Func<RawRequest, RawRequest> change) in sample.Violations)
        {
            await trial.RefuseAsync(probe, change(proper), cancellationToken);
        }

        SignedParts brought = SignedParts.Of(key, cell.Permission).Except(
            SignedParts.Of(await ObjectKeys.IssueAsync(trial, cancellationToken), cell.Permission));
        foreach ((string probe, RawRequest request) in Alterations.Of(proper, brought))
        {
            await trial.RefuseAsync(probe, request, cancellationToken);
        }

        await trial.ConcludeAsync(cancellationToken);
    }

    private static async Task OpensOnceAsync(ConformanceRun run, Cell cell, CancellationToken cancellationToken)
    {
        ObjectTrial trial = await ObjectTrial.StartAloneAsync(run, cell, cancellationToken);
        ConstraintSample sample = ConstraintSample.Of(cell.Constraint, default);
        IssuedKey key = await IssueAsync(trial, sample, sample.Constraints, cancellationToken);
        await ObjectKeys.UseAsync(trial, key, sample.Upload, cancellationToken);
        await trial.Stage.ResetAsync(cell, cancellationToken);
        RawRequest again = await ProperAsync(trial, key, sample, cancellationToken);
        await trial.RefuseAsync("a second use", again, cancellationToken);
        await trial.ConcludeAsync(cancellationToken, mayHaveChanged: cell.Permission == Permissions.Create);
    }

    private static async Task OneOfManyAsync(ConformanceRun run, Cell cell, CancellationToken cancellationToken)
    {
        ObjectTrial trial = await ObjectTrial.StartAloneAsync(run, cell, cancellationToken);
        ConstraintSample sample = ConstraintSample.Of(cell.Constraint, default);
        IssuedKey key = await IssueAsync(trial, sample, sample.Constraints, cancellationToken);
        RawRequest request = await ProperAsync(trial, key, sample, cancellationToken);
        await trial.SendAtOnceAsync(request, cancellationToken);
        trial.Conclude();
    }

    private static async Task<ConstraintSample> SampleAsync(ObjectTrial trial, CancellationToken cancellationToken)
    {
        ConstraintSample sample = ConstraintSample.Of(trial.Cell.Constraint, trial.Run.Harness.Time.GetUtcNow());
        if (sample.Fewer is not { } fewer)
        {
            return sample;
        }

        try
        {
            await IssueAsync(trial, sample, sample.Constraints, cancellationToken);
            return sample;
        }
        catch (ValetKeyException refusal) when (refusal.Reason == ValetKeyErrorReason.Unsupported)
        {
            trial.Run.Report.RecordIssuerRefusal();
            return sample with { Constraints = fewer };
        }
    }

    private static async Task<IssuedKey> IssueAsync(
        ObjectTrial trial, ConstraintSample sample, KeyConstraints constraints, CancellationToken cancellationToken)
    {
        using IDisposable earlier = trial.Run.Clock.Move(-sample.IssuedEarlier);
        return await ObjectKeys.IssueAsync(trial, cancellationToken, constraints, ConstraintSample.Lifetime);
    }

    private static Task<RawRequest> ProperAsync(ObjectTrial trial, IssuedKey key, ConstraintSample sample, CancellationToken cancellationToken) =>
        new KeyHolder(trial.Run, trial.Cell, key).ProperAsync(
            trial.Cell.Permission, ObjectKeys.NameFor(trial), sample.Upload, cancellationToken);

    /// <summary>Does something over this scheme; where the service does not listen to it, that is a gap.</summary>
    private static async Task OverAsync(
        ObjectTrial trial, IssuedKey key, string scheme, Func<RawRequest, Task<bool>> act, CancellationToken cancellationToken)
    {
        RawRequest proper = await ProperAsync(
            trial, key, ConstraintSample.Of(trial.Cell.Constraint, default), cancellationToken);
        if (trial.Run.Harness.ToScheme(proper.Url, scheme) is { } url)
        {
            // To the other port, and still under the name and port that may be signed.
            await act((proper with { Url = url }).WithHeader("Host", new Uri(proper.Url).Authority));
        }
        else
        {
            trial.Blame($"no {scheme}", $"the service of the harness does not listen to {scheme}");
        }
    }

    private static string? JudgeResponse(ConstraintSample sample, Answer answer)
    {
        if (sample.Constraints.Response is not { } response)
        {
            return null;
        }

        (string Name, string? Value)[] expected =
        [
            ("Content-Type", response.ContentType), ("Content-Disposition", response.ContentDisposition), ("Cache-Control", response.CacheControl),
        ];
        return expected.Where(header => answer.Headers.GetValueOrDefault(header.Name) != header.Value)
            .Select(header => $"answered with {header.Name} '{answer.Headers.GetValueOrDefault(header.Name)}' where '{header.Value}' was agreed")
            .FirstOrDefault();
    }
}
