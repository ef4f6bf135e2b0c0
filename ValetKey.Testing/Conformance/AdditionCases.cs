using ValetKey.Providers;

namespace ValetKey.Testing;

/// <summary>What is added to a request beyond what the key says.</summary>
internal static class AdditionCases
{
    /// <summary>
    /// Where nothing is written, what is added may be ignored: the answer is then the same. Where something is, it has to be refused: a service that
    /// reads an unsigned header lets the holder of a key say more than was agreed.
    /// </summary>
    public static async Task AddedAsync(ConformanceRun run, Cell cell, CancellationToken cancellationToken)
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
                probe, request, cancellationToken,
                answer => (usual is not null && IsSame(answer, usual)) || IntrusionCases.ShowsNothingElse(trial, answer));
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
}
