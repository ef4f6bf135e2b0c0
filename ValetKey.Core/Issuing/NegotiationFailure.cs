using ValetKey.Internal;
using ValetKey.Providers;

namespace ValetKey.Issuing;

/// <summary>Says why no form can express a request: form by form what is missing, and what would help.</summary>
internal static class NegotiationFailure
{
    public static ValetKeyException Explain(
        SignerCapabilities capabilities, KeyRequest request, ConstraintKinds kinds, TimeSpan span, string issuerName)
    {
        List<FormShortfall> shortfalls = [.. capabilities.Forms.Select(form => ShortfallOf(form, request, kinds, span))];
        IEnumerable<string> lacks = shortfalls.Where(shortfall => IsTold(shortfall, shortfalls)).Select(ShortfallText.Describe);
        List<string> helps = [.. Helps(capabilities, request, span)];
        string help = helps.Count == 0 ? "Ask for less, or another provider." : $"What would help: {string.Join("; or ", helps)}.";
        return new ValetKeyException(
            ValetKeyErrorReason.Unsupported,
            $"'{issuerName}' has no form of key in which the storage service would enforce all of this request. {string.Join(" ", lacks)} {help}")
        {
            Shortfalls = shortfalls,
        };
    }

    private static FormShortfall ShortfallOf(FormCapability form, KeyRequest request, ConstraintKinds kinds, TimeSpan span)
    {
        FormFit fit = FormFit.Of(form, request, kinds, span);
        return new FormShortfall
        {
            Form = form.Form,
            NotRequestedForm = request.Form is { } asked && asked != form.Form,
            Requirement = form.Requirement,
            Resource = fit.ResourceMissing ? request.Scope.Kind : ResourceKinds.None,
            Permissions = fit.MissingPermissions,
            OnePermissionOnly = fit.TooManyPermissions,
            Constraints = fit.MissingConstraints,
            MaximumLifetime = fit.TooLong ? form.MaximumLifetime : null,
            Extras = [.. request.Extras.Where(extra => !FormFit.KnowsExtra(form, extra)).Select(extra => extra.GetType().Name)],
        };
    }

    private static IEnumerable<string> Helps(SignerCapabilities capabilities, KeyRequest request, TimeSpan span)
    {
        bool Works(KeyRequest other) => capabilities.Forms.Any(form => form.Requirement is null && Expresses(form, other, span));

        // Null where no form expresses it; empty where one does as things are set.
        string? Needs(KeyRequest other) => Works(other) ? "" : capabilities.Forms
            .Where(form => Expresses(form, other, span) && !Expresses(form, request, span))
            .Select(form => $", with {form.Requirement} set")
            .FirstOrDefault();

        List<FormCapability> withMore = [.. capabilities.Forms.Where(form => form.Requirement is not null && Expresses(form, request, span))];
        foreach (FormCapability form in withMore.Where(form => !withMore.Exists(other => NeedsLess(other, form))))
        {
            yield return $"set {form.Requirement}, and {ShortfallText.NameOf(form.Form)} can";
        }

        if (request.Form is not null)
        {
            KeyRequest anyForm = request with { Form = null };
            foreach (FormCapability form in capabilities.Forms.Where(form => form.Requirement is null && Expresses(form, anyForm, span)))
            {
                yield return $"leave {nameof(request.Form)} open, and {ShortfallText.NameOf(form.Form)} can";
            }
        }

        TimeSpan longest = capabilities.Forms
            .Where(form => form.Requirement is null && form.MaximumLifetime < span && Expresses(form, request, form.MaximumLifetime))
            .Select(form => form.MaximumLifetime)
            .DefaultIfEmpty(TimeSpan.Zero)
            .Max();
        if (longest > TimeSpan.Zero)
        {
            yield return $"ask for a key that ends within {longest:c} of its issue";
        }

        if (Companions(capabilities, request) is var companions and not Permissions.None
            && Works(request with { Permissions = request.Permissions | companions }))
        {
            yield return $"ask for {companions} too, without which the service cannot give the rest";
        }

        if (request.Permissions.Count() > 1 && SinglePermissions(request).All(Works))
        {
            yield return "ask for one key per permission, each with the constraints that it can use";
        }

        if (request.Constraints.ContentLength is { IsExact: false } range
            && Needs(request with { Constraints = request.Constraints with { ContentLength = LengthRange.Exactly(range.Maximum) } }) is { } forSize)
        {
            yield return $"let the client declare the size, check it, and bind it with {nameof(LengthRange)}.{nameof(LengthRange.Exactly)}{forSize}";
        }

        if (request.Constraints.IsContentTypeFamily
            && Needs(request with { Constraints = request.Constraints with { ContentType = "application/octet-stream" } }) is { } forType)
        {
            yield return $"let the client declare the content type, check it, and bind that one type{forType}";
        }
    }

    /// <summary>Of the forms of one kind that need a setting, the one that comes nearest; the others are in the data.</summary>
    private static bool IsTold(FormShortfall shortfall, IEnumerable<FormShortfall> all) =>
        shortfall.Requirement is null
        || ReferenceEquals(shortfall, all.Where(other => other.Requirement is not null && other.Form == shortfall.Form).MinBy(ShortfallText.CountOf));

    /// <summary>Whether the settings that one form needs are some of those that the other needs.</summary>
    private static bool NeedsLess(FormCapability one, FormCapability other)
    {
        string[] needed = one.Requirement!.Split(FormCapability.And);
        string[] more = other.Requirement!.Split(FormCapability.And);
        return needed.Length < more.Length && needed.All(more.Contains);
    }

    private static bool Expresses(FormCapability form, KeyRequest request, TimeSpan span) =>
        (request.Form is null || request.Form == form.Form) && FormFit.Of(form, request, request.Constraints.Kinds, span).IsComplete;

    /// <summary>The permissions that those asked for are only given with.</summary>
    private static Permissions Companions(SignerCapabilities capabilities, KeyRequest request) => capabilities.Forms
        .SelectMany(form => form.Rules)
        .Where(rule => (rule.Permissions & request.Permissions) != 0 && (rule.Resources & request.Scope.Kind) != 0)
        .Aggregate(Permissions.None, (all, rule) => all | (rule.OnlyWith & ~request.Permissions));

    /// <summary>The request taken apart, each permission with the constraints that it can use.</summary>
    private static IEnumerable<KeyRequest> SinglePermissions(KeyRequest request)
    {
        foreach (Permissions permission in request.Permissions.Each())
        {
            yield return request with { Permissions = permission };
        }
    }
}
