namespace ValetKey.Client;

/// <summary>What is uploaded, and how.</summary>
public sealed record UploadOptions
{
    /// <summary>
    /// Where the application has its uploads, relative to <see cref="ValetKeyClientOptions.BaseAddress"/>, such as <c>pictures</c>.
    /// </summary>
    public required string Endpoint { get; init; }

    /// <summary>What the file is called, for people: 1 to 255 characters, no slashes, no control characters.</summary>
    /// <value>Default: null; the name of the file. A stream needs one.</value>
    public string? Name { get; init; }

    /// <summary>How many bytes there are, for a stream that does not know it.</summary>
    /// <value>Default: null; what is left of the stream.</value>
    public long? Length { get; init; }

    /// <summary>The media type, such as <c>image/jpeg</c>.</summary>
    /// <value>Default: null; none is declared.</value>
    public string? ContentType { get; init; }

    /// <summary>
    /// Whether the SHA-256 of the whole content is declared, which the application then verifies. The content is read once more before it is sent,
    /// and by the application once more if the store does not know it.
    /// </summary>
    /// <value>Default: null; for contents that can be read twice and have 16 MiB or less.</value>
    public bool? DeclareChecksum { get; init; }

    /// <summary>
    /// Whether each part is sent with a checksum where the store enforces one: CRC-32C or MD5, whichever its keys say that it holds the part to.
    /// Where they say neither, as on Azure, none is sent, and <see cref="PublishedUpload.Enforced"/> says so.
    /// </summary>
    /// <value>Default: true.</value>
    public bool PartChecksums { get; init; } = true;

    /// <summary>The most requests to the store at once, if fewer than <see cref="ValetKeyClientOptions.MaximumParallelism"/>; 1 or more.</summary>
    /// <value>Default: null; as many as the client's options say.</value>
    public int? MaximumParallelism { get; init; }

    /// <summary>The upload to go on with, from <see cref="OnTicket"/> of a former time, perhaps in another process.</summary>
    /// <value>Default: null; a new upload.</value>
    public UploadTicket? Ticket { get; init; }

    /// <summary>
    /// A file that keeps the ticket as long as the upload is not over. If it is there and is for this content, the upload goes on; else it begins
    /// anew. It is written as a whole or not at all, readable for its owner alone.
    /// </summary>
    /// <value>Default: null; none.</value>
    public string? TicketPath { get; init; }

    /// <summary>Told of the ticket once the application has accepted the upload, before anything is sent.</summary>
    /// <value>Default: null.</value>
    public Func<UploadTicket, CancellationToken, ValueTask>? OnTicket { get; init; }

    /// <summary>What becomes of the upload when the caller cancels.</summary>
    /// <value>Default: <see cref="UploadCancellation.Keep"/>.</value>
    public UploadCancellation OnCancellation { get; init; }
}
