namespace ValetKey.Internal;

/// <summary>What makes the extras of a request valid, whichever provider they are for. The fault names the extra.</summary>
internal static class ExtraRules
{
    public static void Check(KeyRequest request)
    {
        IReadOnlyList<KeyExtra> extras = request.Extras;
        if (extras is null || extras.Contains(null!))
        {
            throw RequestRules.Fault(nameof(request.Extras), "is or holds null");
        }

        foreach (KeyExtra extra in extras)
        {
            if (FaultOf(extra, request) is { } fault)
            {
                throw RequestRules.Fault(nameof(request.Extras), $"has {extra.GetType().Name}, {fault}");
            }
        }
    }

    private static string? FaultOf(KeyExtra extra, KeyRequest request)
    {
        if (request.Extras.Count(other => other.GetType() == extra.GetType()) > 1)
        {
            return "which is given twice";
        }

        if ((extra.UsedBy & request.Permissions) == Permissions.None)
        {
            return $"which none of the requested permissions ({request.Permissions}) can use; it needs one of {extra.UsedBy}";
        }

        foreach ((string property, string? text) in extra.Texts)
        {
            if (!ConstraintRules.IsHeaderValue(text))
            {
                return $"whose {property} is empty, begins or ends with a space, or is not printable ASCII";
            }
        }

        return extra.FindFault(request) is { } fault ? $"which {fault}" : null;
    }
}
