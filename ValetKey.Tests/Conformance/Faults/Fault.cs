using ValetKey.Providers;

namespace ValetKey.Tests.Conformance.Faults;

/// <summary>One way in which a signer can be wrong.</summary>
/// <param name="Name">What it does, in words.</param>
/// <param name="CaughtBy">The case that must fail.</param>
internal sealed record Fault(string Name, string CaughtBy)
{
    /// <summary>What it signs in the place of the grant.</summary>
    public Func<KeyGrant, KeyGrant>? Grant { get; init; }

    /// <summary>What it makes of the key.</summary>
    public Func<IssuedKey, KeyGrant, IssuedKey>? Key { get; init; }

    /// <summary>What it declares in the place of what is true.</summary>
    public Func<SignerCapabilities, SignerCapabilities>? Declare { get; init; }

    public bool IgnoresCancellation { get; init; }

    /// <summary>Whether its credential ends, and its keys do not.</summary>
    public bool HasCredentialThatEnds { get; init; }

    public override string ToString() => Name;
}
