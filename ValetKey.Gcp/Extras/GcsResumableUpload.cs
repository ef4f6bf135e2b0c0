namespace ValetKey.Gcp;

/// <summary>
/// Makes a key to create or write one that starts a resumable upload: a <c>POST</c> with <c>x-goog-resumable: start</c> and an empty body, whose
/// answer bears the session's URI in <c>Location</c>.
/// </summary>
/// <remarks>
/// <b>The session is a key of its own</b>, which the service makes: whoever has its URI may upload for a week, however soon the key ended. The
/// content type and the metadata are set, and <see cref="Permissions.Create"/> holds, by the request that starts the session. A length or a checksum
/// is refused with it: that the session holds the uploads to those is not documented, and for checksums reported not to be so. With a content type,
/// <see cref="SignedUrl.CreateRequest"/> takes empty content to hang it on.
/// </remarks>
public sealed record GcsResumableUpload : KeyExtra
{
    /// <inheritdoc/>
    protected override Permissions UsedBy => Permissions.Create | Permissions.Write;
}
