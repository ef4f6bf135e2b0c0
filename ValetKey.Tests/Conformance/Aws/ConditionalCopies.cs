using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.Conformance.Aws;

/// <summary>
/// The gateway's client, which checks the conditions of a copy as Amazon does and the gateway does not ("CopyObject", S3 API reference): one copy
/// after the other.
/// </summary>
internal sealed class ConditionalCopies(CephGateway gateway) : AmazonS3Client(gateway.Owner, (AmazonS3Config)gateway.CreateS3().Config)
{
    private readonly SemaphoreSlim _one = new(1);

    public override async Task<CopyObjectResponse> CopyObjectAsync(CopyObjectRequest request, CancellationToken cancellationToken = default)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            string? source = await TagOfAsync(request.SourceBucket, request.SourceKey, cancellationToken);
            string? target = await TagOfAsync(request.DestinationBucket, request.DestinationKey, cancellationToken);
            return source is null ? throw Refusal(HttpStatusCode.NotFound, "NoSuchKey")
                : source != request.ETagToMatch || (request.IfNoneMatch == "*" && target is not null)
                    ? throw Refusal(HttpStatusCode.PreconditionFailed, "PreconditionFailed")
                    : await base.CopyObjectAsync(request, cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _one.Dispose();
    }

    private static AmazonS3Exception Refusal(HttpStatusCode status, string code) => new(code, ErrorType.Sender, code, requestId: "", status);

    private async Task<string?> TagOfAsync(string bucket, string name, CancellationToken cancellationToken)
    {
        try
        {
            return (await GetObjectMetadataAsync(bucket, name, cancellationToken)).ETag;
        }
        catch (AmazonS3Exception fault) when (fault.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}
