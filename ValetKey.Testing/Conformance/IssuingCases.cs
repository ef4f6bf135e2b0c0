using ValetKey.Providers;

namespace ValetKey.Testing;

/// <summary>How a signer behaves among others: cancelled, called by many threads, asked for the same again, handed over as JSON.</summary>
internal static class IssuingCases
{
    private const int Threads = 64;

    public static IEnumerable<(string Name, Func<ConformanceRun, CancellationToken, Task> Body)> Of(SignerCapabilities capabilities)
    {
        yield return ("the signer declares what the harness says", DeclaresAsync);
        foreach (Cell cell in Cell.Of(capabilities).Where(cell => cell.Resource != ResourceKinds.Queue).DistinctBy(cell => cell.Form))
        {
            yield return ($"{cell}: it works after a way through JSON", (run, token) => JsonAsync(run, cell, token));
            yield return ($"{cell}: cancelled before, nothing is issued", (run, token) => CancelledBeforeAsync(run, cell, token));
            yield return ($"{cell}: cancelled meanwhile, it is given up or issued", (run, token) => CancelledMeanwhileAsync(run, cell, token));
            yield return ($"{cell}: {Threads} threads get each its own", (run, token) => ThreadsAsync(run, cell, token));
            yield return ($"{cell}: asked again within its window it is the same, or is refused", (run, token) => StableAsync(run, cell, token));
        }
    }

    private static Task DeclaresAsync(ConformanceRun run, CancellationToken cancellationToken)
    {
        string said = Describe(run.Harness.Capabilities);
        string declared = Describe(run.Signer.Capabilities);
        return said == declared
            ? Task.CompletedTask
            : throw new ConformanceException(
                $"The harness says{Environment.NewLine}{said}{Environment.NewLine}and the signer declares{Environment.NewLine}{declared}");
    }

    private static string Describe(SignerCapabilities capabilities) => string.Join(Environment.NewLine, capabilities.Forms.Select(form =>
        $"{form.Form} ({form.Requirement}) {form.CombinesPermissions} {form.MaximumLifetime}: "
            + $"{string.Join("; ", form.Rules)} {string.Join(", ", form.Extras)}"));

    private static async Task JsonAsync(ConformanceRun run, Cell cell, CancellationToken cancellationToken)
    {
        ObjectTrial trial = await ObjectTrial.StartAloneAsync(run, cell, cancellationToken);
        IssuedKey key = await ObjectKeys.IssueAsync(trial, cancellationToken);
        IssuedKey read = IssuedKey.FromJson(key.ToJson());
        if (read.ToJson() != key.ToJson())
        {
            trial.Blame("JSON", "the key is another after a way through JSON");
        }

        await ObjectKeys.UseAsync(trial, read, ConstraintSample.Plain, cancellationToken);
        trial.Conclude();
    }

    private static async Task CancelledBeforeAsync(ConformanceRun run, Cell cell, CancellationToken cancellationToken)
    {
        using CancellationTokenSource cancelled = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await cancelled.CancelAsync();
        try
        {
            KeyGrant grant = await run.Grants.CatchAsync(SampleKeys.RequestFor(run, cell), cancellationToken);
            await run.Signer.SignAsync(grant, cancelled.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        throw new ConformanceException($"{cell}: the signer was cancelled before it began, and signed all the same.");
    }

    private static async Task CancelledMeanwhileAsync(ConformanceRun run, Cell cell, CancellationToken cancellationToken)
    {
        for (int i = 0; i < 20; i++)
        {
            using CancellationTokenSource cancelled = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Task<IssuedKey> issue = Task.Run(
                async () => await run.Issuer.IssueAsync(SampleKeys.RequestFor(run, cell), cancelled.Token), cancellationToken);
            await cancelled.CancelAsync();
            try
            {
                await issue;
            }
            catch (OperationCanceledException)
            {
            }
        }

        // Nobody's cancellation is left behind for the next.
        await SampleKeys.IssueAsync(run, cell, cancellationToken);
    }

    private static async Task ThreadsAsync(ConformanceRun run, Cell cell, CancellationToken cancellationToken)
    {
        KeyRequest[] requests = [.. Enumerable.Range(0, Threads).Select(number => SampleKeys.RequestFor(run, cell, $"thread{number:d2}"))];
        using Barrier start = new(Threads);
        IssuedKey[] keys = await Task.WhenAll(requests.Select(request => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait(cancellationToken);
                return run.Issuer.IssueAsync(request, cancellationToken).AsTask();
            },
            cancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()));
        if (cell.Resource != ResourceKinds.Container && keys.Select(SampleKeys.TravellingPart).Distinct().Count() != Threads)
        {
            throw new ConformanceException($"{cell}: {Threads} threads asked for keys to different places, and some got the same key.");
        }

        foreach ((KeyRequest request, IssuedKey together) in requests.Zip(keys))
        {
            if (together.Scope != request.Scope)
            {
                throw new ConformanceException($"{cell}: a thread asked for {request.Scope} and got a key for {together.Scope}.");
            }
        }

        await SameAsAloneAsync(run, cell, requests, cancellationToken);
    }

    /// <summary>What many threads sign at once is what one signs by itself: signed again in the same second, the signatures are equal.</summary>
    private static async Task SameAsAloneAsync(ConformanceRun run, Cell cell, KeyRequest[] requests, CancellationToken cancellationToken)
    {
        KeyGrant[] grants = [.. await Task.WhenAll(
            requests.Select(request => run.Grants.CatchAsync(request, cancellationToken)))];
        IssuedKey[] together = await Task.WhenAll(grants.Select(grant => Task.Run(
            () => run.Signer.SignAsync(grant, cancellationToken).AsTask(), cancellationToken)));
        for (int i = 0; i < grants.Length && cell.Form is not (KeyForm.TemporaryCredentials or KeyForm.BearerToken); i++)
        {
            IssuedKey alone = await run.Signer.SignAsync(grants[i], cancellationToken);
            if (SampleKeys.TravellingPart(alone) != SampleKeys.TravellingPart(together[i]))
            {
                throw new ConformanceException($"{cell}: signed among others, the key for {grants[i].Scope} is another than signed alone.");
            }
        }
    }

    private static async Task StableAsync(ConformanceRun run, Cell cell, CancellationToken cancellationToken)
    {
        TimeSpan window = TimeSpan.FromMinutes(15);
        KeyRequest request = SampleKeys.RequestFor(run, cell) with { Lifetime = TimeSpan.FromHours(1), StableFor = window };

        // To the middle of the window, so that both fall into it whatever the time is.
        TimeSpan middle = (window / 2) - TimeSpan.FromTicks(run.Clock.GetUtcNow().UtcTicks % window.Ticks);
        try
        {
            IssuedKey one = await IssueAsync(middle);
            IssuedKey other = await IssueAsync(middle + TimeSpan.FromMinutes(5));
            if (SampleKeys.TravellingPart(one) != SampleKeys.TravellingPart(other) || one.ExpiresAt != other.ExpiresAt)
            {
                throw new ConformanceException($"{cell}: asked twice within one window, the keys differ.");
            }
        }
        catch (ValetKeyException refusal) when (refusal.Reason is ValetKeyErrorReason.Unsupported or ValetKeyErrorReason.InvalidRequest)
        {
            run.Report.RecordIssuerRefusal();
        }

        async Task<IssuedKey> IssueAsync(TimeSpan clock)
        {
            using IDisposable moved = run.Clock.Move(clock);
            return await run.Issuer.IssueAsync(request, cancellationToken);
        }
    }
}
