using System.Text.Json;
using System.Text.Json.Serialization;
using ValetKey.Client.Transfer;

namespace ValetKey.Client;

/// <summary>
/// What it takes to go on with an upload, for whoever is signed in as the one who began it. It is a secret: keep it where others cannot read it.
/// </summary>
/// <param name="Url">Where the application answers for this upload.</param>
/// <param name="Ticket">The proof that its holder may go on with it.</param>
/// <param name="Length">How long the content is.</param>
public sealed record UploadTicket(Uri Url, string Ticket, long Length)
{
    /// <summary>When the content was last changed, where that is known: another content must not go on with it.</summary>
    public DateTimeOffset? Modified { get; init; }

    /// <summary>The ticket as JSON, with its secret.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, TicketJson.Default.UploadTicket);

    /// <summary>Reads what <see cref="ToJson"/> writes.</summary>
    /// <exception cref="JsonException">The text is no ticket.</exception>
    public static UploadTicket FromJson(string json) => Check(JsonSerializer.Deserialize(json, TicketJson.Default.UploadTicket));

    /// <summary>Writes it to a file, as a whole or not at all, readable for its owner alone.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public Task SaveAsync(string path, CancellationToken cancellationToken = default) =>
        AtomicFile.WriteAsync(path, JsonSerializer.SerializeToUtf8Bytes(this, TicketJson.Default.UploadTicket), flushToDisk: true, cancellationToken);

    /// <summary>Reads what <see cref="SaveAsync"/> wrote.</summary>
    /// <returns>Null if there is no such file, or it is no ticket.</returns>
    public static async Task<UploadTicket?> LoadAsync(string path, CancellationToken cancellationToken = default)
    {
        try
        {
            return await AtomicFile.ReadAsync(path, cancellationToken).ConfigureAwait(false) is { } json
                ? Check(JsonSerializer.Deserialize(json, TicketJson.Default.UploadTicket))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Without the secret.</summary>
    public override string ToString() => $"{(Url.IsAbsoluteUri ? Url.Authority + Url.AbsolutePath : "nowhere")}, [secret]";

    private static UploadTicket Check(UploadTicket? ticket) =>
        ticket is { Url.IsAbsoluteUri: true } ? ticket : throw new JsonException("The text is no ticket.");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(UploadTicket))]
internal sealed partial class TicketJson : JsonSerializerContext;
