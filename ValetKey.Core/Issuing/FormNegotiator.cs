using ValetKey.Providers;

namespace ValetKey.Issuing;

/// <summary>Chooses the first form that can express a whole request.</summary>
internal static class FormNegotiator
{
    /// <param name="capabilities">What the signer has declared.</param>
    /// <param name="request">The request, as the policies left it.</param>
    /// <param name="span">From issue to expiry.</param>
    /// <param name="issuerName">For the refusal.</param>
    /// <exception cref="ValetKeyException">No form can express the request; each one's shortfall is told.</exception>
    public static FormCapability Choose(SignerCapabilities capabilities, KeyRequest request, TimeSpan span, string issuerName)
    {
        ConstraintKinds kinds = request.Constraints.Kinds;
        foreach (FormCapability form in capabilities.EachForm)
        {
            if (form.Requirement is null
                && (request.Form is null || request.Form == form.Form)
                && FormFit.Of(form, request, kinds, span).IsComplete)
            {
                return form;
            }
        }

        throw NegotiationFailure.Explain(capabilities, request, kinds, span, issuerName);
    }
}
