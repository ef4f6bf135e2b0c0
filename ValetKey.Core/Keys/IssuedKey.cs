using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ValetKey.Json;
using ValetKey.Providers;

namespace ValetKey;

/// <summary>
/// A key: what it opens, from when until when really (in UTC), and what the service enforces. Whoever holds it can use it, so
/// <see cref="ToString"/> and the debugger leave the secret parts out; <see cref="ToJson"/> is the deliberate way to hand it over.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
[JsonConverter(typeof(IssuedKeyJsonConverter))]
public abstract class IssuedKey
{
    private readonly KeyTimes _times;

    private protected IssuedKey()
    {
    }

    [SetsRequiredMembers]
    private protected IssuedKey(KeyGrant grant)
    {
        ArgumentNullException.ThrowIfNull(grant);
        Id = grant.Id;
        Scope = grant.Scope;
        Permissions = grant.Permissions;
        _times = grant.Times;
        ExpiryLimit = grant.ExpiryLimit;
        Enforced = grant.Constraints.Kinds;
    }

    /// <summary>The form, which is also the type. In JSON it is the <c>kind</c>.</summary>
    [JsonPropertyName(IssuedKeyJsonConverter.Kind)]
    public abstract KeyForm Form { get; }

    /// <summary>
    /// Names the attempt and its key in the audit, in traces, in logs and, where the service can, in the service's own logs. Version 7: sorts by
    /// time.
    /// </summary>
    public required Guid Id { get; init; }

    /// <summary>What it opens.</summary>
    public required KeyScope Scope { get; init; }

    /// <summary>What it permits there.</summary>
    public required Permissions Permissions { get; init; }

    /// <summary>When it was issued, by the service's clock, in whole seconds; under <see cref="KeyRequest.StableFor"/> its window's start.</summary>
    public required DateTimeOffset IssuedAt
    {
        get => _times.Issued;
        init => _times.Issued = value;
    }

    /// <summary>When it begins to open. Usually a little in the past: see <see cref="ClockSkewPolicy.StartBackdate"/>.</summary>
    public required DateTimeOffset NotBefore
    {
        get => _times.Start;
        init => _times.Start = value;
    }

    /// <summary>When it stops opening, really: never after the credential behind it ends.</summary>
    public required DateTimeOffset ExpiresAt
    {
        get => _times.End;
        init => _times.End = value;
    }

    /// <summary>Why it ends then.</summary>
    public required ExpiryLimit ExpiryLimit { get; init; }

    /// <summary>The constraints that the storage service enforces: all that were asked for, and that this version knows.</summary>
    public required ConstraintKinds Enforced { get; init; }

    internal KeyTimes Times => _times;

    /// <summary>The key with its secrets, as JSON in camel case with a <c>kind</c>, to hand to the client.</summary>
    /// <remarks>
    /// A URL stays as it is, its <c>&amp;</c> included. Angle brackets and quotes are escaped, so the text may stand in a script of a page.
    /// </remarks>
    public string ToJson() => ValetKeyJson.EscapeMarkup(JsonSerializer.Serialize(this, ValetKeyJson.Contract.IssuedKey));

    /// <summary>Reads what <see cref="ToJson"/> writes, by this version or a newer one.</summary>
    /// <remarks>
    /// Of what a newer version may say, properties and constraints that are not known are left out, and a limit that is not known becomes
    /// <see cref="ExpiryLimit.Other"/>. A permission or a form that is not known is a fault: a key must not seem to open less than it does.
    /// </remarks>
    /// <exception cref="JsonException">The text is not a key.</exception>
    public static IssuedKey FromJson(string json) =>
        JsonSerializer.Deserialize(json, ValetKeyJson.Contract.IssuedKey) ?? throw new JsonException("The text is null, not a key.");

    /// <summary>The key without its secrets.</summary>
    public sealed override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Form} {Id}: {Permissions} on {Scope}, {NotBefore.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} to "
        + $"{ExpiresAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}, [secret]");
}
