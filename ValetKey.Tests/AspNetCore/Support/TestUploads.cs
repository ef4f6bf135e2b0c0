using System.Collections.Concurrent;
using ValetKey.AspNetCore;

namespace ValetKey.Tests.AspNetCore.Support;

/// <summary>What the application under test does, and what it was told.</summary>
public sealed class TestUploads
{
    public const string Container = "media";

    public ConcurrentQueue<SettledUpload> Told { get; } = [];

    public Func<UploadDeclaration, UploadContext, UploadDecision> Accept { get; set; } =
        (_, context) => UploadDecision.Accept(KeyScope.ForObject(Container, $"pictures/{context.ObjectName}"));

    public Func<StagedUpload, CancellationToken, ValueTask<UploadVerdict>> Inspect { get; set; } = (_, _) => new(UploadVerdict.Accept);

    public Func<SettledUpload, CancellationToken, ValueTask> Tell { get; set; } = (_, _) => default;

    public IEnumerable<UploadState> StatesOf(string id) => Told.Where(told => told.Upload.Id == id).Select(told => told.Upload.State);
}

/// <summary>The handler, as thin as it can be.</summary>
public sealed class TestUploadHandler(TestUploads uploads) : UploadHandler
{
    public override ValueTask<UploadDecision> AcceptAsync(
        UploadDeclaration declaration, UploadContext context, CancellationToken cancellationToken) => new(uploads.Accept(declaration, context));

    public override ValueTask<UploadVerdict> InspectAsync(StagedUpload upload, CancellationToken cancellationToken) =>
        uploads.Inspect(upload, cancellationToken);

    public override ValueTask CompletedAsync(SettledUpload upload, CancellationToken cancellationToken) => TellAsync(upload, cancellationToken);

    public override ValueTask RejectedAsync(SettledUpload upload, CancellationToken cancellationToken) => TellAsync(upload, cancellationToken);

    public override ValueTask AbandonedAsync(SettledUpload upload, CancellationToken cancellationToken) => TellAsync(upload, cancellationToken);

    private async ValueTask TellAsync(SettledUpload upload, CancellationToken cancellationToken)
    {
        await uploads.Tell(upload, cancellationToken);
        uploads.Told.Enqueue(upload);
    }
}
