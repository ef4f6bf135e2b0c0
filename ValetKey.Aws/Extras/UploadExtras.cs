namespace ValetKey.Aws;

/// <summary>What is said of an object that is uploaded in parts is said when the upload begins: S3 ignores it with a part.</summary>
internal static class UploadExtras
{
    public static string? FaultOf(KeyRequest request) => request.Scope.Kind == ResourceKinds.Part
        ? "is for a whole object; with parts it is said when the upload begins (\"CreateMultipartUpload\", Amazon S3 API Reference)"
        : null;
}
