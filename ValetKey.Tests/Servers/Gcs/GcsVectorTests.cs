using System.Security.Cryptography;
using System.Text.Json;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Servers.Gcs;

/// <summary>The stand-in judges Google's own signatures right: without that, no test that stands on it proves anything.</summary>
internal sealed class GcsVectorTests
{
    private static readonly Lazy<GcsAccounts> Accounts = new(ReadAccount);

    private static GcsUrlVerifier Urls => new(Accounts.Value);

    private static GcsPolicyVerifier Policies => new(Accounts.Value);

    private static IEnumerable<int> UrlIndexes() => Enumerable.Range(0, 29);

    private static IEnumerable<int> PolicyIndexes() => Enumerable.Range(0, 11);

    [TestCaseSource(nameof(UrlIndexes))]
    public void Googles_url_is_accepted_as_long_as_it_lives(int index)
    {
        JsonElement vector = All("signingV4Tests")[index];
        ReceivedRequest request = RequestOf(vector);
        DateTimeOffset start = vector.GetProperty("timestamp").GetDateTimeOffset();
        DateTimeOffset end = start.AddSeconds(vector.GetProperty("expiration").GetInt32());

        Action first = () => Urls.Verify(request, start);
        Action last = () => Urls.Verify(request, end.AddTicks(-1));
        Action early = () => Urls.Verify(request, start.AddTicks(-1));
        Action late = () => Urls.Verify(request, end);

        first.Should().NotThrow();
        last.Should().NotThrow();
        early.Should().Throw<GcsFault>().Which.Code.Should().Be("RequestTimeTooSkewed");
        late.Should().Throw<GcsFault>().Which.Code.Should().Be("ExpiredToken");
    }

    [TestCaseSource(nameof(UrlIndexes))]
    public void Googles_url_with_a_changed_character_is_refused_wherever_it_is(int index)
    {
        JsonElement vector = All("signingV4Tests")[index];
        ReceivedRequest request = RequestOf(vector);
        DateTimeOffset start = vector.GetProperty("timestamp").GetDateTimeOffset();
        int[] places = [.. Enumerable.Range(1, request.Target.Length - 1).Where(place => char.IsAsciiLetterOrDigit(request.Target[place]))];

        string[] accepted = [.. places.Select(place => Changed(request.Target, place))
            .Where(target => IsAccepted(() => Urls.Verify(request with { Target = target }, start)))];

        accepted.Should().BeEmpty();
    }

    [TestCaseSource(nameof(UrlIndexes))]
    public void Googles_url_with_another_method_host_or_header_is_refused(int index)
    {
        JsonElement vector = All("signingV4Tests")[index];
        ReceivedRequest request = RequestOf(vector);
        DateTimeOffset start = vector.GetProperty("timestamp").GetDateTimeOffset();
        List<ReceivedRequest> changed =
        [
            request with { Method = "DELETE" },
            request with { Host = "other.example" },
            request with { Headers = [.. request.Headers, new("x-goog-acl", "public-read")] },
            .. request.Headers.Select(header => request with { Headers = [.. request.Headers.Where(other => other.Key != header.Key)] }),
            .. request.Headers.Select(header =>
                request with { Headers = [.. request.Headers.Where(other => other.Key != header.Key), new(header.Key, header.Value + "x")] }),
        ];

        changed.Where(other => IsAccepted(() => Urls.Verify(other, start))).Should().BeEmpty();
    }

    [TestCaseSource(nameof(PolicyIndexes))]
    public void Googles_form_is_accepted_as_long_as_it_lives(int index)
    {
        (Dictionary<string, string> fields, long length, DateTimeOffset end) = FormOf(All("postPolicyV4Tests")[index]);

        Action last = () => Policies.Verify(fields, length, end.AddTicks(-1));
        Action late = () => Policies.Verify(fields, length, end);

        last.Should().NotThrow();
        late.Should().Throw<GcsFault>().Which.Code.Should().Be("ExpiredToken");
    }

    [TestCaseSource(nameof(PolicyIndexes))]
    public void Googles_form_with_a_field_changed_dropped_or_added_is_refused(int index)
    {
        (Dictionary<string, string> fields, long length, DateTimeOffset end) = FormOf(All("postPolicyV4Tests")[index]);
        List<Dictionary<string, string>> changed =
        [
            .. fields.Keys.Select(name =>
                new Dictionary<string, string>(fields) { [name] = (fields[name][0] == '1' ? "2" : "1") + fields[name][1..] }),
            .. fields.Keys.Select(name => new Dictionary<string, string>(fields.Where(field => field.Key != name))),
            new(fields) { ["x-goog-meta-added"] = "1" },
        ];

        changed.Where(other => IsAccepted(() => Policies.Verify(other, length, end.AddSeconds(-1)))).Should().BeEmpty();
    }

    [Test]
    public void Googles_range_of_lengths_is_kept()
    {
        JsonElement vector = All("postPolicyV4Tests").Single(vector => Text(vector, "description") == "POST Policy Within Content-Range");
        (Dictionary<string, string> fields, _, DateTimeOffset end) = FormOf(vector);

        IEnumerable<long> accepted = new long[] { 0, 245, 246, 256, 266, 267 }
            .Where(length => IsAccepted(() => Policies.Verify(fields, length, end.AddSeconds(-1))));

        accepted.Should().Equal(246, 256, 266);
    }

    private static bool IsAccepted(Action verify)
    {
        try
        {
            verify();
            return true;
        }
        catch (Exception fault) when (fault is GcsFault or FormatException or JsonException)
        {
            return false;
        }
    }

    /// <summary>A letter becomes another letter and not its other case, which in a hexadecimal number would change nothing.</summary>
    private static string Changed(string text, int place) =>
        text[..place] + (char.ToLowerInvariant(text[place]) is 'a' ? 'b' : 'a') + text[(place + 1)..];

    private static ReceivedRequest RequestOf(JsonElement vector)
    {
        string url = Text(vector, "expectedUrl")!;
        int host = url.IndexOf("://", StringComparison.Ordinal) + 3;
        int path = url.IndexOf('/', host);
        KeyValuePair<string, string>[] headers = vector.TryGetProperty("headers", out JsonElement sent)
            ? [.. sent.EnumerateObject().Select(header => KeyValuePair.Create(header.Name, header.Value.GetString()!))]
            : [];
        return new ReceivedRequest(Text(vector, "method")!, url[path..], url[host..path], headers);
    }

    private static (Dictionary<string, string> Fields, long Length, DateTimeOffset End) FormOf(JsonElement vector)
    {
        JsonElement input = vector.GetProperty("policyInput");
        Dictionary<string, string> fields = vector.GetProperty("policyOutput").GetProperty("fields").EnumerateObject()
            .ToDictionary(field => field.Name.ToLowerInvariant(), field => field.Value.GetString()!);
        fields["bucket"] = Text(input, "bucket")!;
        if (input.TryGetProperty("conditions", out JsonElement conditions) && conditions.TryGetProperty("startsWith", out JsonElement prefix))
        {
            fields[prefix[0].GetString()!.TrimStart('$')] = prefix[1].GetString()! + "-read";
        }

        return (fields, 256, input.GetProperty("timestamp").GetDateTimeOffset().AddSeconds(input.GetProperty("expiration").GetInt32()));
    }

    private static JsonElement[] All(string group) => [.. Vectors.Read("gcs", "v4_signatures.json").GetProperty(group).EnumerateArray()];

    private static string? Text(JsonElement vector, string name) => vector.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static GcsAccounts ReadAccount()
    {
        JsonElement account = Vectors.Read("gcs", "test_service_account.not-a-test.json");
        using RSA key = RSA.Create();
        key.ImportFromPem(Text(account, "private_key"));
        GcsAccounts accounts = new();
        accounts.AddServiceAccount(Text(account, "client_email")!, key);
        return accounts;
    }
}
