using ValetKey.Providers;

namespace ValetKey.Testing;

/// <summary>What a signer does not declare is refused, with a message that names it.</summary>
internal static class UndeclaredCases
{
    private const Permissions OnObjects =
        Permissions.Read | Permissions.ReadProperties | Permissions.Create | Permissions.Write | Permissions.Append | Permissions.Delete;

    private const Permissions OnQueues = Permissions.Send | Permissions.Receive | Permissions.Peek | Permissions.Update;

    public static IEnumerable<(string Name, Func<ConformanceRun, CancellationToken, Task> Body)> Of(SignerCapabilities capabilities)
    {
        IReadOnlyList<Cell> cells = Cell.Of(capabilities);
        foreach (KeyForm form in Enum.GetValues<KeyForm>())
        {
            if (cells.All(cell => cell.Form != form))
            {
                yield return ($"{form} is refused", (run, token) => RefuseFormAsync(run, form, cells[0], token));
                continue;
            }

            foreach (ResourceKinds resource in Enum.GetValues<ResourceKinds>().Where(resource => resource != ResourceKinds.None))
            {
                Permissions missing = PermissionsOn(resource);
                foreach (Cell cell in cells.Where(cell => cell.Form == form && cell.Resource == resource))
                {
                    missing &= ~cell.Permission;
                }

                foreach (Permissions permission in missing.Each())
                {
                    yield return ($"{form}, {permission} on {resource} is refused", (run, token) => RefuseAsync(
                        run, new KeyRequest(ScopeOf(resource), permission) { Form = form },
                        cells.Any(cell => cell.Form == form && cell.Resource == resource) ? $"{permission}" : $"{resource}", token));
                }
            }
        }

        foreach (Cell cell in cells)
        {
            ConstraintKinds missing = ConstraintSample.UsedBy(cell.Permission) & ~cell.Enforced(capabilities);
            if (missing != ConstraintKinds.None)
            {
                yield return ($"{cell}: constraints that are not declared are refused",
                    (run, token) => RefuseConstraintsAsync(run, cell, missing, token));
            }

            if (cell.Companions != Permissions.None)
            {
                yield return ($"{cell}: it is refused without {cell.Companions}", (run, token) => RefuseAsync(
                    run, new KeyRequest(ScopeOf(cell.Resource), cell.Permission) { Form = cell.Form }, $"{cell.Permission}", token));
            }
        }

        foreach (KeyForm form in capabilities.Forms.Where(form => form.Requirement is null && !form.CombinesPermissions)
            .Select(form => form.Form).Distinct()
            .Where(form => !capabilities.Forms.Any(other => other.Form == form && other is { Requirement: null, CombinesPermissions: true })))
        {
            yield return ($"{form}: two permissions in one key are refused", (run, token) => RefuseAsync(
                run, new KeyRequest(ScopeOf(ResourceKinds.Object), Permissions.Read | Permissions.Delete) { Form = form }, "permission", token));
        }
    }

    private static async Task RefuseFormAsync(ConformanceRun run, KeyForm form, Cell some, CancellationToken cancellationToken) => await RefuseAsync(
        run, new KeyRequest(ScopeOf(some.Resource), some.Requested) { Form = form }, "form", cancellationToken);

    private static async Task RefuseConstraintsAsync(ConformanceRun run, Cell cell, ConstraintKinds missing, CancellationToken cancellationToken)
    {
        foreach (ConstraintKinds kind in ConstraintSample.Each(missing))
        {
            KeyConstraints constraints = kind == ConstraintKinds.NotBefore
                ? new KeyConstraints { NotBefore = run.Harness.Time.GetUtcNow() + TimeSpan.FromMinutes(10) }
                : ConstraintSample.Of(kind, run.Harness.Time.GetUtcNow()).Constraints;
            await RefuseAsync(
                run, new KeyRequest(ScopeOf(cell.Resource), cell.Requested) { Form = cell.Form, Constraints = constraints }, $"{kind}",
                cancellationToken);
        }
    }

    private static async Task RefuseAsync(ConformanceRun run, KeyRequest request, string named, CancellationToken cancellationToken)
    {
        try
        {
            await run.Issuer.IssueAsync(request, cancellationToken);
        }
        catch (ValetKeyException refusal) when (refusal.Reason == ValetKeyErrorReason.Unsupported)
        {
            if (!refusal.Message.Contains(named, StringComparison.Ordinal))
            {
                throw new ConformanceException($"The refusal does not name {named}: {refusal.Message}");
            }

            run.Report.RecordIssuerRefusal();
            return;
        }

        throw new ConformanceException($"A key was issued for {request.Permissions} on {request.Scope} as {request.Form}, {named} and all.");
    }

    private static Permissions PermissionsOn(ResourceKinds resource) => resource switch
    {
        ResourceKinds.Queue => OnQueues,
        ResourceKinds.Part => Permissions.Write,
        ResourceKinds.Prefix or ResourceKinds.Container => OnObjects | Permissions.List,
        _ => OnObjects,
    };

    private static KeyScope ScopeOf(ResourceKinds resource) => resource switch
    {
        ResourceKinds.Object => KeyScope.ForObject("some-container", "some/object"),
        ResourceKinds.ObjectVersion => KeyScope.ForObject("some-container", "some/object", "1"),
        ResourceKinds.Part => KeyScope.ForPart("some-container", "some/object", "1", 1),
        ResourceKinds.Prefix => KeyScope.ForPrefix("some-container", "some/"),
        ResourceKinds.Container => KeyScope.ForContainer("some-container"),
        _ => KeyScope.ForQueue("some-queue"),
    };
}
