using System.Collections.Concurrent;
using ValetKey.Providers;

namespace ValetKey.AspNetCore.Flow;

/// <summary>What a store enforces on keys, found out once for as long as its signer says the same.</summary>
internal sealed class KeyAbilities(IKeySigner signer)
{
    private volatile Abilities? _abilities;

    /// <summary>What the store enforces on a key of this form for this permission alone; null where there is none.</summary>
    public ConstraintKinds? EnforcedOn(ResourceKinds resource, Permissions permission, KeyForm form = KeyForm.SignedUrl)
    {
        SignerCapabilities capabilities = signer.Capabilities;
        Abilities? abilities = _abilities;
        if (!ReferenceEquals(abilities?.Of, capabilities))
        {
            _abilities = abilities = new Abilities(capabilities);
        }

        return abilities.Enforced.GetOrAdd((resource, permission, form), static (wanted, of) => Find(of, wanted), capabilities);
    }

    private static ConstraintKinds? Find(SignerCapabilities capabilities, (ResourceKinds Resource, Permissions Permission, KeyForm Form) wanted)
    {
        PermissionRule[] rules =
        [
            .. from form in capabilities.Forms
               where form.Form == wanted.Form && form.Requirement is null
               from rule in form.Rules
               where rule.Resources.HasFlag(wanted.Resource) && rule.Permissions.HasFlag(wanted.Permission) && rule.OnlyWith == Permissions.None
               select rule,
        ];
        return rules.Length == 0 ? null : rules.Aggregate(ConstraintKinds.None, static (kinds, rule) => kinds | rule.Enforces);
    }

    /// <summary>What was found out of capabilities, as long as they are the same.</summary>
    private sealed record Abilities(SignerCapabilities Of)
    {
        public ConcurrentDictionary<(ResourceKinds Resource, Permissions Permission, KeyForm Form), ConstraintKinds?> Enforced { get; } = [];
    }
}
