using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ValetKey.Providers;

namespace ValetKey.Tests.Conformance.Faults;

/// <summary>One place for all threads, in which the first key of each second stays.</summary>
internal static class LastKey
{
    private static readonly ConcurrentDictionary<DateTimeOffset, string> Urls = new();

    public static IssuedKey Of(IssuedKey key, KeyGrant grant) =>
        FaultySigner.Edit(key, json => json["url"] = Urls.GetOrAdd(grant.ExpiresAt, _ => (string)JsonNode.Parse(key.ToJson())!["url"]!));
}
