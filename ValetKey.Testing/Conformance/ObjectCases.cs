using ValetKey.Providers;

namespace ValetKey.Testing;

/// <summary>For each permission on objects that is declared: it works, and nothing beside it does.</summary>
internal static class ObjectCases
{
    private static readonly Permissions[] Tried =
    [
        Permissions.Read, Permissions.ReadProperties, Permissions.Create, Permissions.Write, Permissions.Append, Permissions.Delete, Permissions.List,
    ];

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
            yield return ($"{cell}: no other method", (run, token) => OtherMethodsAsync(run, cell, token));
        }

        yield return ($"{cell}: it opens nothing else", (run, token) => OpensNothingElseAsync(run, cell, token));
        yield return ($"{cell}: it ends", (run, token) => EndsAsync(run, cell, token));
        if (cell.Form is KeyForm.SignedUrl or KeyForm.SignedForm)
        {
            yield return ($"{cell}: what is added to it changes nothing", (run, token) => AddedAsync(run, cell, token));
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

        await trial.ConcludeAsync(cancellationToken);
    }

    /// <summary>Every permission at every place, but for those that the key has where it has them.</summary>
    private static async Task OpensNothingElseAsync(ConformanceRun run, Cell cell, CancellationToken cancellationToken)
    {
        ObjectTrial trial = await ObjectTrial.StartAsync(run, cell, cancellationToken);
        IssuedKey key = await ObjectKeys.IssueAsync(trial, cancellationToken);
        KeyHolder holder = new(run, cell, key);
        Upload upload = new("an intruder's"u8.ToArray());
        string other = run.Harness.OtherContainer;
        foreach ((string place, string container, string name) in Places(trial).Append(("another container", other, trial.Stage.Mine)))
        {
            bool isCovered = container != other && key.Scope.Covers(key.Scope.VersionId is { } version
                ? KeyScope.ForObject(container, name, version)
                : KeyScope.ForObject(container, name));
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

    private static async Task EndsAsync(ConformanceRun run, Cell cell, CancellationToken cancellationToken)
    {
        ObjectTrial trial = await ObjectTrial.StartAloneAsync(run, cell, cancellationToken);
        foreach ((string probe, TimeSpan clock) in new[] { ("after its end", -TimeSpan.FromMinutes(11)),
            ("a second after its end", TimeSpan.FromSeconds(-601)) })
        {
            run.Clock.Offset = clock;
            IssuedKey ended;
            try
            {
                ended = await ObjectKeys.IssueAsync(trial, cancellationToken, lifetime: TimeSpan.FromMinutes(10));
            }
            catch (ValetKeyException refusal) when (refusal.Reason == ValetKeyErrorReason.ProviderFailure && cell.Form == KeyForm.BearerToken)
            {
                // The life of a token is counted by the service that makes it, and the signer sees that it is not the key's.
                run.Report.RecordIssuerRefusal();
                continue;
            }
            finally
            {
                run.Clock.Offset = TimeSpan.Zero;
            }

            RawRequest request = await new KeyHolder(run, cell, ended).ProperAsync(
                cell.Permission, ObjectKeys.NameFor(trial), ConstraintSample.Plain, cancellationToken);
            await trial.RefuseAsync(probe, request, cancellationToken);
        }

        await trial.ConcludeAsync(cancellationToken);
    }

    /// <summary>
    /// Where nothing is written, what is added may be ignored: the answer is then the same. Where something is, it has to be refused: a service that
    /// reads an unsigned header lets the holder of a key say more than was agreed.
    /// </summary>
    private static async Task AddedAsync(ConformanceRun run, Cell cell, CancellationToken cancellationToken)
    {
        ObjectTrial trial = await ObjectTrial.StartAloneAsync(run, cell, cancellationToken);
        IssuedKey key = await ObjectKeys.IssueAsync(trial, cancellationToken);
        RawRequest proper = await new KeyHolder(run, cell, key).ProperAsync(
            cell.Permission, ObjectKeys.NameFor(trial), ConstraintSample.Plain, cancellationToken);
        bool reads = cell.Permission is Permissions.Read or Permissions.ReadProperties or Permissions.List;
        Answer? usual = reads ? await trial.SendAsync(proper, cancellationToken) : null;
        IEnumerable<(string Probe, RawRequest Request)> added =
        [
            .. run.Harness.HeadersToAdd.Where(_ => proper.Parts is null && cell.Permission != Permissions.Delete)
                .Select(header => ($"header {header.Key} added", proper.WithMoreHeader(header.Key, header.Value))),
            .. run.Harness.HeadersToAdd.Where(_ => proper.Parts is not null)
                .Select(field => ($"field {field.Key} added", WithField(proper, field))),
            .. run.Harness.ParametersToAdd.Where(parameter => Alterations.Parameters(proper.Url).All(own => own.Name != parameter.Key))
                .Select(parameter => ($"parameter {parameter.Key} added", WithParameter(proper, parameter))),
        ];
        foreach ((string probe, RawRequest request) in added)
        {
            await trial.RefuseAsync(
                probe, request, cancellationToken, answer => (usual is not null && IsSame(answer, usual)) || ShowsNothingElse(trial, answer));
        }

        await trial.ConcludeAsync(cancellationToken);
    }

    private static bool IsSame(Answer answer, Answer usual) => answer.IsSuccess
        && answer.Body == usual.Body && answer.Headers.GetValueOrDefault("Content-Type") == usual.Headers.GetValueOrDefault("Content-Type");

    private static RawRequest WithField(RawRequest form, KeyValuePair<string, string> field) =>
        form with { Parts = [new FormPart(field.Key, default).WithValue(field.Value), .. form.Parts!] };

    private static RawRequest WithParameter(RawRequest request, KeyValuePair<string, string> parameter) => request.WithUrl(url =>
        $"{url}{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{parameter.Key}"
        + (parameter.Value.Length == 0 ? "" : "=" + PercentEncoding.Encode(parameter.Value)));

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

    /// <summary>Whoever may list sees what the key covers, whatever else was asked for.</summary>
    private static bool ShowsNothingElse(ObjectTrial trial, Answer answer) =>
        trial.Cell.Requested.HasFlag(Permissions.List)
        && !answer.Body.Contains(Stage.ElsewhereOnly, StringComparison.Ordinal)
        && (trial.Cell.Resource == ResourceKinds.Container
            || (trial.Cell.Resource == ResourceKinds.Prefix && !answer.Body.Contains("tenant10", StringComparison.Ordinal)));

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
}
