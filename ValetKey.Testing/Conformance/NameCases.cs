using System.Globalization;
using System.Text;
using ValetKey.Providers;

namespace ValetKey.Testing;

/// <summary>An odd name comes back as it was given, or is refused before anything is signed; and it never stands for another.</summary>
internal static class NameCases
{
    public static IEnumerable<(string Name, Func<ConformanceRun, CancellationToken, Task> Body)> Of(SignerCapabilities capabilities)
    {
        foreach (Cell cell in Cell.Of(capabilities)
            .Where(cell => cell.Resource is ResourceKinds.Object && cell.Permission is Permissions.Read or Permissions.Write
                || (cell.Form == KeyForm.SignedQuery && cell.Resource is ResourceKinds.Prefix or ResourceKinds.Container
                    && cell.Permission == Permissions.Read))
            .Where(cell => cell.Form is not KeyForm.TemporaryCredentials))
        {
            int number = 0;
            foreach (string name in OddNames.All)
            {
                string shown = string.Create(CultureInfo.InvariantCulture, $"{++number} {Describe(name)}");
                yield return ($"{cell}: the name {shown} is what it says, or is refused",
                    (run, token) => TryAsync(run, cell, name, $"name {shown}", token));
            }
        }
    }

    private static async Task TryAsync(ConformanceRun run, Cell cell, string odd, string probe, CancellationToken cancellationToken)
    {
        ObjectTrial trial = ObjectTrial.StartEmpty(run, cell);
        string name = trial.Stage.Folder + odd;
        IssuedKey key;
        RawRequest request;
        StoredObject content = new(Encoding.UTF8.GetBytes($"named {odd}"));
        try
        {
            key = await run.Issuer.IssueAsync(
                new KeyRequest(ScopeOf(trial, name), cell.Requested) { Form = cell.Form }, cancellationToken);
            request = await new KeyHolder(run, cell, key)
                .ProperAsync(cell.Permission, name, new Upload(content.Content), cancellationToken);
        }
        catch (Exception refused) when (refused is ArgumentException
            or ValetKeyException { Reason: ValetKeyErrorReason.InvalidRequest or ValetKeyErrorReason.Unsupported })
        {
            run.Report.RecordIssuerRefusal();
            return;
        }

        if (cell.Permission == Permissions.Read)
        {
            try
            {
                await run.Harness.PutAsync(run.Harness.Container, name, content, cancellationToken);
                await trial.WorkAsync(
                    request,
                    answer => Task.FromResult(answer.Body == content.Text ? null : "answered with another object"),
                    cancellationToken,
                    probe);
            }
            catch (NotSupportedException fault)
            {
                trial.Blame(probe, $"not even its owner can store that: {fault.Message}");
            }
        }
        else
        {
            await trial.WorkAsync(request, _ => FindAsync(run, trial, name, content, cancellationToken), cancellationToken, probe);
        }

        trial.Conclude();
    }

    /// <summary>Under just this name there is something new, and nowhere else.</summary>
    private static async Task<string?> FindAsync(
        ConformanceRun run, ObjectTrial trial, string name, StoredObject content, CancellationToken cancellationToken)
    {
        StoredObject? stored = await run.Harness.FindAsync(run.Harness.Container, name, cancellationToken);
        IReadOnlyList<string> changes = await trial.Stage.FindChangesAsync(name, cancellationToken);
        return stored?.Text != content.Text ? $"stored nothing under that name; instead {string.Join(", ", changes)}"
            : changes.Count > 0 ? $"stored something else too: {string.Join(", ", changes)}"
            : null;
    }

    private static KeyScope ScopeOf(ObjectTrial trial, string name) => trial.Cell.Resource switch
    {
        ResourceKinds.Object => KeyScope.ForObject(trial.Run.Harness.Container, name),
        ResourceKinds.Prefix => KeyScope.ForPrefix(trial.Run.Harness.Container, trial.Stage.Folder),
        _ => KeyScope.ForContainer(trial.Run.Harness.Container),
    };

    private static string Describe(string name) => name.Length > 40
        ? string.Create(CultureInfo.InvariantCulture, $"of {Encoding.UTF8.GetByteCount(name)} bytes")
        : string.Concat(name.EnumerateRunes()
            .Select(one => one.IsAscii && (char.IsAsciiLetterOrDigit((char)one.Value) || "-_./".Contains((char)one.Value, StringComparison.Ordinal))
            ? one.ToString()
            : string.Create(CultureInfo.InvariantCulture, $"<{(one.IsBmp ? "" : "U+")}{one.Value:X2}>")));
}
