using System.Net.Mime;
using ValetKey.AspNetCore;
using ValetKey.Providers;
using ValetKey.Samples.Quickstart.Providers;

namespace ValetKey.Samples.Uploads.Pictures;

/// <summary>What this application takes: pictures, which it looks at, and other files, which browsers save and do not show.</summary>
internal sealed class PictureUploads(ISampleStorage storage) : UploadHandler
{
    /// <summary>The most bytes of a file.</summary>
    public const long MostBytes = 2L << 30;

    private const long MostBytesOfPicture = 20 << 20;

    public override ValueTask<UploadDecision> AcceptAsync(
        UploadDeclaration declaration, UploadContext context, CancellationToken cancellationToken)
    {
        bool isPicture = FirstBytes.PictureTypes.Contains(declaration.ContentType);
        if (isPicture && declaration.Length > MostBytesOfPicture)
        {
            return new(UploadDecision.Refuse("A picture has up to 20 MiB."));
        }

        // The name that the client gave it is for people; the object has one that no other has.
        UploadTarget target = new(KeyScope.ForObject(storage.Container, $"users/{context.Subject}/{context.ObjectName}"))
        {
            Properties = isPicture
                ? new ObjectProperties { ContentType = declaration.ContentType }
                : new ObjectProperties { ContentType = MediaTypeNames.Application.Octet, ContentDisposition = "attachment" },
        };
        return new(UploadDecision.Accept(target));
    }

    public override async ValueTask<UploadVerdict> InspectAsync(StagedUpload upload, CancellationToken cancellationToken)
    {
        if (upload.Upload.ContentType is not { } type || !FirstBytes.PictureTypes.Contains(type))
        {
            return UploadVerdict.Accept;
        }

        await using Stream content = await upload.OpenReadAsync(cancellationToken);
        byte[] first = new byte[FirstBytes.Count];
        int count = await content.ReadAtLeastAsync(first, first.Length, throwOnEndOfStream: false, cancellationToken);
        return FirstBytes.AreOf(type, first.AsSpan(0, count))
            ? UploadVerdict.Accept
            : UploadVerdict.Reject($"It says that it is {type}, and by its first bytes it is not.");
    }
}
