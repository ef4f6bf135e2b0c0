namespace ValetKey.Testing;

/// <summary>Constraints on keys for queues.</summary>
internal static class QueueConstraints
{
    public static async Task PassesAsync(QueueTrial trial, CancellationToken cancellationToken)
    {
        ConstraintSample sample = SampleFor(trial);
        await trial.UseAsync(await IssueAsync(trial, sample, cancellationToken), cancellationToken);
        trial.Conclude();
    }

    public static async Task HoldsAsync(QueueTrial trial, CancellationToken cancellationToken)
    {
        ConstraintSample sample = SampleFor(trial);
        foreach ((string probe, KeyConstraints constraints) in sample.Shut)
        {
            IssuedKey shut = await trial.IssueAsync(cancellationToken, constraints);
            await trial.RefuseAsync(probe, await trial.ProperAsync(shut, trial.Cell.Permission, cancellationToken), cancellationToken);
        }

        IssuedKey key = await IssueAsync(trial, sample, cancellationToken);
        RawRequest proper = await trial.ProperAsync(key, trial.Cell.Permission, cancellationToken);
        if (trial.Cell.Constraint == ConstraintKinds.HttpsOnly && trial.Run.Harness.ToScheme(proper.Url, "http") is { } url)
        {
            await trial.RefuseAsync("over http", proper with { Url = url }, cancellationToken);
        }
        else if (trial.Cell.Constraint == ConstraintKinds.HttpsOnly)
        {
            trial.Blame("no http", "the service of the harness does not listen to http");
        }

        SignedParts brought = SignedParts.Of(key, trial.Cell.Permission)
            .Except(SignedParts.Of(await trial.IssueAsync(cancellationToken), trial.Cell.Permission));
        foreach ((string probe, RawRequest request) in Alterations.Of(proper, brought))
        {
            await trial.RefuseAsync(probe, request, cancellationToken);
        }

        await trial.ConcludeAsync(cancellationToken);
    }

    public static async Task OpensOnceAsync(QueueTrial trial, CancellationToken cancellationToken)
    {
        IssuedKey key = await IssueAsync(trial, SampleFor(trial), cancellationToken);
        await trial.UseAsync(key, cancellationToken);
        await trial.RefuseAsync("a second use", await trial.ProperAsync(key, trial.Cell.Permission, cancellationToken), cancellationToken);
        await trial.ConcludeAsync(cancellationToken, mayHaveChanged: true);
    }

    public static async Task OneOfManyAsync(QueueTrial trial, CancellationToken cancellationToken)
    {
        IssuedKey key = await IssueAsync(trial, SampleFor(trial), cancellationToken);
        RawRequest request = await trial.ProperAsync(key, trial.Cell.Permission, cancellationToken);
        await trial.SendAtOnceAsync(request, cancellationToken);
        trial.Conclude();
    }

    private static ConstraintSample SampleFor(QueueTrial trial) =>
        ConstraintSample.Of(trial.Cell.Constraint, trial.Run.Harness.Time.GetUtcNow());

    private static async Task<IssuedKey> IssueAsync(QueueTrial trial, ConstraintSample sample, CancellationToken cancellationToken)
    {
        using IDisposable earlier = trial.Run.Clock.Move(-sample.IssuedEarlier);
        return await trial.IssueAsync(cancellationToken, sample.Constraints);
    }
}
