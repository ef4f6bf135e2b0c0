using ValetKey.Samples.Quickstart.Story;

namespace ValetKey.Samples.Quickstart.Chapters;

/// <summary>A key need not be one URL for one request.</summary>
internal static class OtherForms
{
    public static async Task TellAsync(Storyteller story)
    {
        story.Chapter("Other forms of key");
        KeyScope folder = KeyScope.ForPrefix(story.Provider.Container, "users/42/");

        await story.TellIfOfferedAsync("A browser's form, for any picture", "accepted; no web page", async step =>
        {
            SignedForm form = await step.IssueFormAsync(new KeyRequest(folder, Permissions.Create)
            {
                Form = KeyForm.SignedForm,
                Constraints = new() { ContentType = "image/*", ContentLength = LengthRange.AtMost(1_000_000) },
            });

            await step.ExpectAcceptedAsync(form.CreateRequest(Picture.ToContent(), "cat.png", "users/42/cat.png"));
            if (form.Fields[form.ContentTypeField].Length == 0)
            {
                await step.ExpectRefusedAsync(form.CreateRequest(Picture.ToContent("text/html"), "cat.html", "users/42/cat.html"));
            }
            else
            {
                step.Expect(form.Fields[form.ContentTypeField] == Picture.ContentType, "stored as a picture, whatever the client says");
            }
        });

        await story.TellIfOfferedAsync("A query that opens one folder", "lists and reads; no other", async step =>
        {
            SignedQuery query = await step.IssueAsync<SignedQuery>(new KeyRequest(folder, Permissions.Read | Permissions.List)
            {
                Form = KeyForm.SignedQuery,
            });

            await step.ExpectAcceptedAsync(query.CreateRequest(Permissions.List));
            await step.ExpectAcceptedAsync(query.CreateRequest(Permissions.Read, story.Avatar.Name));
            await step.ExpectRefusedAsync(new HttpRequestMessage(HttpMethod.Get, $"{query.BaseUrl}/users/43/avatar.png?{query.Query}"));
        });
    }
}
