using System.Text;
using ValetKey.Samples.Queues.Messages;
using ValetKey.Samples.Quickstart.Story;

namespace ValetKey.Samples.Quickstart.Chapters;

/// <summary>A queue between clients that hold one key each. (samples/Queues has them in processes of their own.)</summary>
internal static class AQueue
{
    public static async Task TellAsync(Storyteller story)
    {
        story.Chapter("A queue");

        await story.TellIfOfferedAsync("A message from one key to another", "accepted, same text", async step =>
        {
            SignedQuery send = await IssueAsync(story, step, Permissions.Send);
            SignedQuery receive = await IssueAsync(story, step, Permissions.Receive);
            await step.ExpectAcceptedAsync(send.CreateSendRequest("42 has a picture"));

            Answer answer = await step.ExpectAcceptedAsync(receive.CreateRequest(Permissions.Receive));

            Message message = story.Provider.Messages.Read(Encoding.UTF8.GetString(answer.Body)).Single();
            step.Expect(message.Text == "42 has a picture", "same text");
            await step.ExpectAcceptedAsync(receive.CreateMessageRequest(Permissions.Receive, message.Id, message.Receipt));
        });

        await story.TellIfOfferedAsync("Receiving with a key to send", "refused", async step =>
        {
            SignedQuery send = await IssueAsync(story, step, Permissions.Send);
            await step.ExpectRefusedAsync(new HttpRequestMessage(HttpMethod.Get, $"{send.BaseUrl}/messages?{send.Query}"));
        });

        await story.TellIfOfferedAsync("Looking takes nothing", "seen twice", async step =>
        {
            SignedQuery key = await IssueAsync(story, step, Permissions.Send | Permissions.Peek);
            await step.ExpectAcceptedAsync(key.CreateSendRequest("43 too"));

            Answer first = await step.ExpectAcceptedAsync(key.CreateRequest(Permissions.Peek));
            Answer second = await step.ExpectAcceptedAsync(key.CreateRequest(Permissions.Peek));

            step.Expect(first.Body.Length > 0 && first.Body.SequenceEqual(second.Body), "still there");
        });
    }

    private static Task<SignedQuery> IssueAsync(Storyteller story, Step step, Permissions permissions) =>
        step.IssueAsync<SignedQuery>(new KeyRequest(KeyScope.ForQueue(story.Provider.Queue), permissions) { Form = KeyForm.SignedQuery });
}
