using ValetKey.Providers;

namespace ValetKey.Azure.Signing;

/// <summary>All that a grant settles before there is a key: what cannot be signed is refused without asking for one.</summary>
/// <param name="Place">The container or the queue.</param>
/// <param name="Extras">The extras.</param>
/// <param name="Request">What the client's request is bound to.</param>
internal readonly record struct GrantPlan(SasPlace Place, GrantExtras Extras, SignedRequest Request)
{
    /// <exception cref="ValetKeyException">Azure does not take the names, or cannot enforce the rest.</exception>
    public static GrantPlan Of(KeyGrant grant, AzurePlaces places, AzureFeatures features)
    {
        GrantExtras extras = GrantExtras.Of(grant);
        SasPlace place = places.Of(grant.Scope);
        AzureNames.Check(grant.Scope);
        SasTokens.CheckClients(grant.Constraints.ClientNetwork);
        return new GrantPlan(place, extras, SignedRequest.Of(grant, extras.IsAppendBlob, features.SignsRequests));
    }
}
