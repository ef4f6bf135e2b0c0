using ValetKey.Providers;

namespace ValetKey.Aws.Signing;

/// <summary>Names that a form would not take as they stand.</summary>
internal static class FormNames
{
    /// <exception cref="ValetKeyException">S3 would put the file's name into the object's, so the form would open more than the one name.</exception>
    public static void Check(KeyGrant grant)
    {
        if (grant.Scope.Name.Contains(SignedForm.FileNamePlaceholder, StringComparison.Ordinal))
        {
            throw new ValetKeyException(
                ValetKeyErrorReason.Unsupported,
                $"In a form S3 replaces {SignedForm.FileNamePlaceholder} by the file's name, so {grant.Scope} cannot be named exactly. A signed URL can.");
        }
    }
}
