using Microsoft.AspNetCore.Http;
using ValetKey.Local.Storage;
using ValetKey.Local.Verification;

namespace ValetKey.Local.Service;

/// <summary>What became of an upload, as an answer.</summary>
internal static class UploadAnswer
{
    public static Refusal? Write(HttpContext context, PutResult result, VerifiedKey key)
    {
        if (RefusalOf(result.Outcome, key) is { } refusal)
        {
            return refusal;
        }

        context.Response.StatusCode = result.Outcome == PutOutcome.Created ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        context.Response.Headers.ETag = result.Stored!.ETag;
        return null;
    }

    private static Refusal? RefusalOf(PutOutcome outcome, VerifiedKey key) => outcome switch
    {
        PutOutcome.Created or PutOutcome.Replaced or PutOutcome.Appended => null,
        PutOutcome.AlreadyExists => new Refusal(409, LocalRefusalReasons.ObjectExists, "The object exists, and the key creates without overwriting."),
        PutOutcome.KeyAlreadyUsed => Refusals.KeyUsed,
        PutOutcome.QuotaExceeded => Refusals.QuotaExceeded,
        PutOutcome.NoSuchUpload => new Refusal(404, LocalRefusalReasons.UploadNotFound, "The upload that the part is for is not under way."),
        PutOutcome.TooLarge or PutOutcome.TooSmall => UploadRules.LengthMismatch(key.Constraints.ContentLength ?? LengthRange.AtMost(long.MaxValue)),
        PutOutcome.DigestMismatch => Refusal.Forbidden(
            LocalRefusalReasons.ChecksumMismatch, $"The content does not have the key's {key.Constraints.Checksum?.Algorithm} checksum."),
        _ => Refusals.PreconditionFailed,
    };
}
