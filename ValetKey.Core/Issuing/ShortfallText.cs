namespace ValetKey.Issuing;

/// <summary>Shortfalls in words.</summary>
internal static class ShortfallText
{
    public static string Describe(FormShortfall shortfall)
    {
        List<string> lacks = [.. Lacks(shortfall)];
        return $"{Capitalize(NameOf(shortfall.Form))}: {string.Join(", ", lacks)}.";
    }

    public static int CountOf(FormShortfall shortfall) => Lacks(shortfall).Count();

    public static string NameOf(KeyForm form) => form switch
    {
        KeyForm.SignedUrl => "a signed URL",
        KeyForm.SignedForm => "a signed form",
        KeyForm.SignedQuery => "a signed query",
        KeyForm.SignedCookies => "signed cookies",
        KeyForm.TemporaryCredentials => "temporary credentials",
        _ => "a bearer token",
    };

    private static IEnumerable<string> Lacks(FormShortfall shortfall)
    {
        if (shortfall.NotRequestedForm)
        {
            yield return "is not the form that was asked for";
        }

        if (shortfall.Requirement is { } requirement)
        {
            yield return $"needs {requirement}";
        }

        if (shortfall.Resource != ResourceKinds.None)
        {
            yield return $"does not open a resource of kind {shortfall.Resource}";
        }
        else if (shortfall.Permissions != Permissions.None)
        {
            yield return $"does not give {shortfall.Permissions} there";
        }

        if (shortfall.OnePermissionOnly)
        {
            yield return "gives one permission a key";
        }

        if (shortfall.Constraints != ConstraintKinds.None)
        {
            yield return $"would not enforce {shortfall.Constraints}";
        }

        if (shortfall.MaximumLifetime is { } longest)
        {
            yield return $"ends {longest:c} after issue at the latest";
        }

        if (shortfall.Extras.Count > 0)
        {
            yield return $"does not know {string.Join(", ", shortfall.Extras)}";
        }
    }

    private static string Capitalize(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
