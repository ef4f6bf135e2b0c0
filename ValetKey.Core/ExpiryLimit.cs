using System.Text.Json.Serialization;
using ValetKey.Json;

namespace ValetKey;

/// <summary>Why a key ends when it ends.</summary>
[JsonConverter(typeof(ExpiryLimitJsonConverter))]
public enum ExpiryLimit
{
    /// <summary>It lives as long as was asked.</summary>
    Requested,

    /// <summary>A policy asked for a shorter life.</summary>
    Policy,

    /// <summary>The credential behind it ends first, and a key never outlives its credential.</summary>
    Credential,

    /// <summary>Times are rounded down to <see cref="KeyRequest.StableFor"/>, so that equal requests give the same key.</summary>
    Stability,

    /// <summary>A reason that this version does not know, read from JSON that a newer one wrote. No signer may give it.</summary>
    Other,
}
