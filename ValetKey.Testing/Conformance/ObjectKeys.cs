namespace ValetKey.Testing;

/// <summary>Keys for the objects of a case, and their proper use.</summary>
internal static class ObjectKeys
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    public static KeyRequest RequestFor(ObjectTrial trial) =>
        new(ScopeOf(trial), trial.Cell.Requested) { Form = trial.Cell.Form, Lifetime = Lifetime };

    public static async Task<IssuedKey> IssueAsync(
        ObjectTrial trial, CancellationToken cancellationToken, KeyConstraints? constraints = null, TimeSpan? lifetime = null,
        IValetKeyIssuer? issuer = null)
    {
        KeyRequest request = RequestFor(trial) with { Constraints = constraints ?? KeyConstraints.None, Lifetime = lifetime ?? Lifetime };
        IssuedKey key = await (issuer ?? trial.Run.Issuer).IssueAsync(request, cancellationToken);
        if (constraints is not null && (key.Enforced & constraints.Kinds) != constraints.Kinds)
        {
            trial.Blame("enforced", $"the key says {key.Enforced}, and was asked for {constraints.Kinds}");
        }

        return key;
    }

    /// <summary>The object that the key of this case is used on.</summary>
    public static string NameFor(ObjectTrial trial) => trial.Cell.Permission switch
    {
        Permissions.Create => trial.Stage.New,
        Permissions.List => trial.Cell.Resource == ResourceKinds.Container ? trial.Stage.Folder : trial.Stage.Prefix,
        _ => trial.Stage.Mine,
    };

    /// <summary>Uses the key as it is meant, and looks at what came of it.</summary>
    public static async Task<bool> UseAsync(
        ObjectTrial trial, IssuedKey key, Upload upload, CancellationToken cancellationToken, Func<Answer, string?>? judge = null,
        Func<RawRequest, RawRequest>? change = null)
    {
        string name = NameFor(trial);
        RawRequest request = await new KeyHolder(trial.Run, trial.Cell, key)
            .ProperAsync(trial.Cell.Permission, name, upload, cancellationToken);
        return await trial.WorkAsync(
            change?.Invoke(request) ?? request,
            async answer => judge?.Invoke(answer) ?? await JudgeAsync(trial, name, upload, answer, cancellationToken),
            cancellationToken);
    }

    private static KeyScope ScopeOf(ObjectTrial trial)
    {
        string container = trial.Run.Harness.Container;
        return trial.Cell.Resource switch
        {
            ResourceKinds.Object => KeyScope.ForObject(container, NameFor(trial)),
            ResourceKinds.ObjectVersion => KeyScope.ForObject(container, trial.Stage.Mine, trial.Stage.Version ?? "no-version"),
            ResourceKinds.Part => KeyScope.ForPart(container, trial.Stage.Mine, trial.Stage.Upload!, Stage.Part),
            ResourceKinds.Prefix => KeyScope.ForPrefix(container, trial.Stage.Prefix),
            _ => KeyScope.ForContainer(container),
        };
    }

    private static async Task<string?> JudgeAsync(ObjectTrial trial, string name, Upload upload, Answer answer, CancellationToken cancellationToken)
    {
        Stage stage = trial.Stage;
        switch (trial.Cell.Permission)
        {
            case Permissions.Read:
                return answer.Body == stage.Stored ? null : "answered with something else than was stored";
            case Permissions.ReadProperties:
                return answer.Body.Length == 0 ? null : "answered with a content";
            case Permissions.List:
                return !answer.Body.Contains("object2", StringComparison.Ordinal) ? "does not list what is there"
                    : trial.Cell.Resource == ResourceKinds.Prefix && answer.Body.Contains("tenant10", StringComparison.Ordinal)
                        ? "lists a neighbour of the prefix"
                    : null;
        }

        if (trial.Cell.Resource == ResourceKinds.Part)
        {
            return await JudgePartAsync(trial, upload, cancellationToken);
        }

        StoredObject? stored = await trial.Run.Harness.FindAsync(trial.Run.Harness.Container, name, cancellationToken);
        string? expected = trial.Cell.Permission switch
        {
            Permissions.Delete => null,
            Permissions.Append => stage.Stored + upload.Text,
            _ => upload.Text,
        };
        if (trial.Cell.Resource != ResourceKinds.ObjectVersion && stored?.Text != expected)
        {
            return $"was accepted, and left '{stored?.Text ?? "nothing"}' where '{expected ?? "nothing"}' is expected";
        }

        IReadOnlyList<string> changes = await stage.FindChangesAsync(name, cancellationToken);
        return changes.Count == 0 ? null : $"changed something else: {string.Join(", ", changes)}";
    }

    /// <summary>The part is there, and the object that it is for is as it was.</summary>
    private static async Task<string?> JudgePartAsync(ObjectTrial trial, Upload upload, CancellationToken cancellationToken)
    {
        if (await trial.Stage.FindPartsAsync(cancellationToken) is not [(Stage.Part, var length)] || length != upload.Content.Length)
        {
            return "was accepted, and the upload does not have that part alone";
        }

        IReadOnlyList<string> changes = await trial.Stage.FindChangesAsync(trial.Stage.Upload, cancellationToken);
        return changes.Count == 0 ? null : $"changed something else: {string.Join(", ", changes)}";
    }
}
