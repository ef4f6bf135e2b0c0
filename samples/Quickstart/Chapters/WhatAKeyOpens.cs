using ValetKey.Samples.Quickstart.Story;

namespace ValetKey.Samples.Quickstart.Chapters;

/// <summary>The two things most applications need: an upload and a download that bypass them.</summary>
internal static class WhatAKeyOpens
{
    public static async Task TellAsync(Storyteller story)
    {
        story.Chapter("What a key opens");

        // The client has declared type and size; the application has checked them and binds the key to just these.
        await story.TellAsync("Upload a picture", "accepted", async step =>
        {
            SignedUrl key = await step.IssueAsFarAsEnforceableAsync(new KeyRequest(story.Avatar, Permissions.Create)
            {
                Lifetime = TimeSpan.FromMinutes(1),
                Constraints = new()
                {
                    ContentType = Picture.ContentType,
                    ContentLength = LengthRange.Exactly(Picture.Bytes.Length),
                },
            });

            await step.ExpectAcceptedAsync(key.CreateRequest(Picture.ToContent()));
        });

        await story.TellAsync("Download it", "accepted, same hash", async step =>
        {
            SignedUrl key = await step.IssueUrlAsync(new KeyRequest(story.Avatar, Permissions.Read));

            Answer answer = await step.ExpectAcceptedAsync(key.CreateRequest());

            step.Expect(Picture.HashOf(answer.Body) == Picture.Hash, "same SHA-256");
        });
    }
}
