using Microsoft.Extensions.DependencyInjection;

namespace ValetKey.Testing;

/// <summary>For each permission on objects that is declared: it works, and nothing beside it does.</summary>
internal static class ObjectCases
{
    private static readonly HttpMethod[] Methods =
        [HttpMethod.Get, HttpMethod.Head, HttpMethod.Put, HttpMethod.Post, HttpMethod.Delete, HttpMethod.Patch];

    public static IEnumerable<(string Name, Func<ConformanceRun, CancellationToken, Task> Body)> Of(Cell cell)
    {
        yield return ($"{cell}: it works", (run, token) => WorksAsync(run, cell, token));
        if (cell.Form != KeyForm.TemporaryCredentials)
        {
            yield return ($"{cell}: altered anywhere it opens nothing", (run, token) => AlteredAsync(run, cell, token));
        }

        if (cell.Form is KeyForm.SignedUrl or KeyForm.SignedForm)
        {
            yield return ($"{cell}: no other method and no other host", (run, token) => OtherMethodsAsync(run, cell, token));
        }

        yield return ($"{cell}: it opens nothing else", (run, token) => IntrusionCases.OpensNothingElseAsync(run, cell, token));
        yield return ($"{cell}: it ends", (run, token) => EndsAsync(run, cell, token));
        if (cell.Form is KeyForm.SignedUrl or KeyForm.SignedForm)
        {
            yield return ($"{cell}: what is added to it changes nothing", (run, token) => AdditionCases.AddedAsync(run, cell, token));
        }
    }

    private static async Task WorksAsync(ConformanceRun run, Cell cell, CancellationToken cancellationToken)
    {
        ObjectTrial trial = await ObjectTrial.StartAsync(run, cell, cancellationToken);
        IssuedKey key = await ObjectKeys.IssueAsync(trial, cancellationToken);
        if (await ObjectKeys.UseAsync(trial, key, ConstraintSample.Plain, cancellationToken))
        {
            // Who may create never overwrites, and who may not read sees nothing by it.
            if (cell.Permission == Permissions.Create)
            {
                RawRequest again = await new KeyHolder(run, cell, key).ProperAsync(
                    cell.Permission, ObjectKeys.NameFor(trial), new Upload("overwritten"u8.ToArray()), cancellationToken);
                await RefuseOverwritingAsync(trial, again, cancellationToken);
            }
        }

        trial.Conclude();
    }

    private static async Task RefuseOverwritingAsync(ObjectTrial trial, RawRequest again, CancellationToken cancellationToken)
    {
        await trial.SendAsync(again, cancellationToken);
        StoredObject? stored = await trial.Run.Harness.FindAsync(
            trial.Run.Harness.Container, ObjectKeys.NameFor(trial), cancellationToken);
        if (stored?.Text == "overwritten")
        {
            trial.Blame("overwriting", "who may create has overwritten");
        }
    }

    private static async Task AlteredAsync(ConformanceRun run, Cell cell, CancellationToken cancellationToken)
    {
        ObjectTrial trial = await ObjectTrial.StartAloneAsync(run, cell, cancellationToken);
        IssuedKey key = await ObjectKeys.IssueAsync(trial, cancellationToken);
        RawRequest proper = await new KeyHolder(run, cell, key).ProperAsync(
            cell.Permission, ObjectKeys.NameFor(trial), ConstraintSample.Plain, cancellationToken);
        foreach ((string probe, RawRequest request) in Alterations.Of(proper, SignedParts.Of(key, cell.Permission)))
        {
            await trial.RefuseAsync(probe, request, cancellationToken);
        }

        await trial.ConcludeAsync(cancellationToken);
    }

    private static async Task OtherMethodsAsync(ConformanceRun run, Cell cell, CancellationToken cancellationToken)
    {
        ObjectTrial trial = await ObjectTrial.StartAsync(run, cell, cancellationToken);
        IssuedKey key = await ObjectKeys.IssueAsync(trial, cancellationToken);
        RawRequest proper = await new KeyHolder(run, cell, key).ProperAsync(
            cell.Permission, ObjectKeys.NameFor(trial), ConstraintSample.Plain, cancellationToken);
        bool mayHead = cell.Permission is Permissions.Read or Permissions.List;
        foreach (HttpMethod method in Methods.Where(method => method != proper.Method && !(mayHead && method == HttpMethod.Head)))
        {
            await trial.RefuseAsync($"method {method}", proper.WithMethod(method), cancellationToken);
        }

        await trial.RefuseAsync("other host", proper.WithHeader("Host", "other.invalid"), cancellationToken);

        await trial.ConcludeAsync(cancellationToken);
    }

    private static async Task EndsAsync(ConformanceRun run, Cell cell, CancellationToken cancellationToken)
    {
        ObjectTrial trial = await ObjectTrial.StartAloneAsync(run, cell, cancellationToken);

        // A token that does not end with its key is refused, and the signer remembers that for a moment: not to the cost of other cases.
        await using ServiceProvider? own = cell.Form == KeyForm.BearerToken ? run.CreateApplication() : null;
        IValetKeyIssuer? issuer = own?.GetRequiredKeyedService<IValetKeyIssuer>(ConformanceRun.IssuerName);
        foreach ((string probe, TimeSpan clock) in new[] { ("after its end", -TimeSpan.FromMinutes(11)),
            ("a second after its end", TimeSpan.FromSeconds(-601)) })
        {
            IssuedKey ended;
            try
            {
                using IDisposable earlier = run.Clock.Move(clock);
                ended = await ObjectKeys.IssueAsync(trial, cancellationToken, lifetime: TimeSpan.FromMinutes(10), issuer: issuer);
            }
            catch (ValetKeyException refusal) when (refusal.Reason == ValetKeyErrorReason.ProviderFailure && cell.Form == KeyForm.BearerToken)
            {
                // The life of a token is counted by the service that makes it, and the signer sees that it is not the key's.
                run.Report.RecordIssuerRefusal();
                continue;
            }

            RawRequest request = await new KeyHolder(run, cell, ended).ProperAsync(
                cell.Permission, ObjectKeys.NameFor(trial), ConstraintSample.Plain, cancellationToken);
            await trial.RefuseAsync(probe, request, cancellationToken);
        }

        await trial.ConcludeAsync(cancellationToken);
    }
}
