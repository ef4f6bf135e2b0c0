namespace ValetKey.AspNetCore;

/// <summary>What only the application knows of its uploads. Derive one class for each kind; an instance is made for each call.</summary>
/// <remarks>
/// One of <see cref="CompletedAsync"/>, <see cref="RejectedAsync"/> and <see cref="AbandonedAsync"/> is called for each upload, by whichever instance
/// of the application settles it. If it throws, or the process dies in it, nothing is settled and it is called again later. So what it writes in
/// <see cref="SettledUpload.Transaction"/> is written exactly once; what it does elsewhere is to be done in a way that may be repeated, by the
/// upload's id.
/// </remarks>
public abstract class UploadHandler
{
    /// <summary>Decides whether an upload may come, and where it goes. Asked before anything is issued.</summary>
    /// <param name="declaration">What the client says, checked for form alone.</param>
    /// <param name="context">Who says it.</param>
    /// <param name="cancellationToken">The request's.</param>
    public abstract ValueTask<UploadDecision> AcceptAsync(
        UploadDeclaration declaration, UploadContext context, CancellationToken cancellationToken);

    /// <summary>
    /// Looks at the content before it is published: a virus scan, the first bytes, the size of a picture. Its length, and checksum and type as far as
    /// they were declared, are as accepted.
    /// </summary>
    /// <remarks>May be called again if it throws or the process dies; it takes as long as it needs.</remarks>
    /// <param name="upload">What came.</param>
    /// <param name="cancellationToken">Gives up, such as when the application stops.</param>
    public virtual ValueTask<UploadVerdict> InspectAsync(StagedUpload upload, CancellationToken cancellationToken) => new(UploadVerdict.Accept);

    /// <summary>The object has its name.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="cancellationToken">Gives up, such as when the application stops.</param>
    public virtual ValueTask CompletedAsync(SettledUpload upload, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>The content was not as declared, or was not wanted, and has been deleted.</summary>
    /// <param name="upload">The upload, with the reason.</param>
    /// <param name="cancellationToken">Gives up, such as when the application stops.</param>
    public virtual ValueTask RejectedAsync(SettledUpload upload, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>The client gave up or stayed away, and what it brought has been deleted.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="cancellationToken">Gives up, such as when the application stops.</param>
    public virtual ValueTask AbandonedAsync(SettledUpload upload, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
