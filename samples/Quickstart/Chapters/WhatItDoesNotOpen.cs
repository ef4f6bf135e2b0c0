using ValetKey.Samples.Quickstart.Story;

namespace ValetKey.Samples.Quickstart.Chapters;

/// <summary>Every way to get more out of a key than it was made for, tried on the storage service itself.</summary>
internal static class WhatItDoesNotOpen
{
    public static async Task TellAsync(Storyteller story)
    {
        story.Chapter("What it does not open");

        await story.TellAsync("Another name", "refused", async step =>
        {
            SignedUrl key = await step.IssueUrlAsync(new KeyRequest(story.Avatar, Permissions.Read));
            await step.ExpectRefusedAsync(Misuse.OtherUrl(key, key.Url.Replace("/42/", "/43/", StringComparison.Ordinal)));
        });

        await story.TellAsync("Another method", "refused", async step =>
        {
            SignedUrl key = await step.IssueUrlAsync(new KeyRequest(story.Avatar, Permissions.Read));
            await step.ExpectRefusedAsync(Misuse.OtherMethod(key, HttpMethod.Delete));
        });

        await story.TellAsync("A URL altered to last a day longer", "refused", async step =>
        {
            SignedUrl key = await step.IssueUrlAsync(new KeyRequest(story.Avatar, Permissions.Read));
            await step.ExpectRefusedAsync(Misuse.OtherUrl(key, story.Provider.Prolong(key.Url)));
        });

        await story.TellIfOfferedAsync("Too large", "refused", async step =>
        {
            SignedUrl key = await step.IssueUrlAsync(new KeyRequest(story.Avatar, Permissions.Write)
            {
                Constraints = new() { ContentLength = LengthRange.Exactly(Picture.Bytes.Length) },
            });
            await step.ExpectRefusedAsync(Misuse.OtherContent(key, Picture.ToContent(extraBytes: 1)));
        });

        await story.TellIfOfferedAsync("Wrong type", "refused", async step =>
        {
            SignedUrl key = await step.IssueUrlAsync(new KeyRequest(story.Avatar, Permissions.Write)
            {
                Constraints = new() { ContentType = Picture.ContentType },
            });
            await step.ExpectRefusedAsync(Misuse.OtherContent(key, Picture.ToContent("text/html")));
        });

        await story.TellIfOfferedAsync("Creating what exists", "refused", async step =>
        {
            SignedUrl key = await step.IssueUrlAsync(new KeyRequest(story.Avatar, Permissions.Create));
            await step.ExpectRefusedAsync(key.CreateRequest(Picture.ToContent()));
        });

        await story.TellIfOfferedAsync("A single-use key twice", "once accepted, then refused", async step =>
        {
            SignedUrl key = await step.IssueUrlAsync(new KeyRequest(story.Avatar, Permissions.Read) { Constraints = new() { SingleUse = true } });
            await step.ExpectAcceptedAsync(key.CreateRequest());
            await step.ExpectRefusedAsync(key.CreateRequest());
        });

        await story.TellAsync("After its end", "accepted, later refused", async step =>
        {
            SignedUrl key = await step.IssueUrlAsync(new KeyRequest(story.Avatar, Permissions.Read) { Lifetime = TimeSpan.FromSeconds(4) });
            await step.ExpectAcceptedAsync(key.CreateRequest());
            await step.WaitUntilAsync(key.ExpiresAt);
            await step.ExpectRefusedAsync(key.CreateRequest());
        });
    }
}
