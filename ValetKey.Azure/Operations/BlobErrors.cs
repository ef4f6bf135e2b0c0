using System.Net;
using Azure;
using Azure.Storage.Blobs.Models;

namespace ValetKey.Azure.Operations;

/// <summary>What the service's refusals mean, by their codes ("Blob service error codes"): one status stands for many of them.</summary>
internal static class BlobErrors
{
    /// <summary>There is no such blob or, where it is read and not written, no such container.</summary>
    public static bool IsMissing(this RequestFailedException fault) => fault.Status == (int)HttpStatusCode.NotFound;

    /// <summary>The blob that is copied is not there; the service says so in the same way whether it is the blob or its container.</summary>
    public static bool IsSourceMissing(this RequestFailedException fault) =>
        fault.IsMissing() && fault.ErrorCode != BlobErrorCode.ContainerNotFound;

    /// <summary>A condition did not hold. A lease that stands in the way has the same status.</summary>
    public static bool IsConditionFailed(this RequestFailedException fault) =>
        fault.Status == (int)HttpStatusCode.PreconditionFailed && !fault.IsLeased();

    /// <summary>A blob is there that was not to be there.</summary>
    public static bool IsTaken(this RequestFailedException fault) =>
        fault.ErrorCode == BlobErrorCode.BlobAlreadyExists || fault.IsConditionFailed();

    /// <summary>A block to be committed is not there: another commit has discarded it.</summary>
    public static bool IsBlockMissing(this RequestFailedException fault) => fault.ErrorCode == BlobErrorCode.InvalidBlockList;

    /// <summary>Somebody holds a lease. Whoever may write a blob may take one, for ever.</summary>
    public static bool IsLeased(this RequestFailedException fault) => fault.ErrorCode == BlobErrorCode.LeaseIdMissing;
}
