using ValetKey.Samples.Quickstart.Story;

namespace ValetKey.Samples.Quickstart.Chapters;

/// <summary>Refused attempts have left nothing behind.</summary>
internal static class InTheEnd
{
    public static async Task TellAsync(Storyteller story)
    {
        story.Chapter("In the end");

        await story.TellAsync("The picture is as it was", "accepted, same hash", async step =>
        {
            SignedUrl key = await step.IssueUrlAsync(new KeyRequest(story.Avatar, Permissions.Read));
            Answer answer = await step.ExpectAcceptedAsync(key.CreateRequest());
            step.Expect(Picture.HashOf(answer.Body) == Picture.Hash, "same SHA-256");
        });
    }
}
