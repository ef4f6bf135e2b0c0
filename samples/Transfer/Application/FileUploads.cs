using ValetKey.AspNetCore;

namespace ValetKey.Samples.Transfer.Application;

/// <summary>What the application takes: any file that says its SHA-256, under the path that it is called by.</summary>
internal sealed class FileUploads(FileIndex index) : UploadHandler
{
    /// <summary>The most bytes of a file.</summary>
    public const long MostBytes = 100L << 30;

    public override ValueTask<UploadDecision> AcceptAsync(
        UploadDeclaration declaration, UploadContext context, CancellationToken cancellationToken)
    {
        if (declaration.Checksum?.Algorithm != ChecksumAlgorithm.Sha256)
        {
            return new(UploadDecision.Refuse("The SHA-256 must be said."));
        }

        try
        {
            return new(UploadDecision.Accept(new UploadTarget(index.ObjectOf(FileNames.PathOf(declaration.Name))) { Overwrite = true }));
        }
        catch (ArgumentException)
        {
            return new(UploadDecision.Refuse("There can be no file of this name."));
        }
    }

    public override async ValueTask CompletedAsync(SettledUpload upload, CancellationToken cancellationToken) => await FileIndex.AddAsync(
        upload,
        new FileEntry(
            FileNames.PathOf(upload.Upload.FileName), upload.Upload.Length, Convert.ToHexStringLower(upload.Upload.Checksum!.Value)),
        cancellationToken);
}
