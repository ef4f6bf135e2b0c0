using System.Security.Cryptography;
using ValetKey.Client.Application;
using ValetKey.Client.Transfer;

namespace ValetKey.Client.Uploads;

/// <summary>The endpoints of the application's uploads.</summary>
internal sealed class UploadCalls(ClientContext context)
{
    // The application may say that it will be longer; this is what it says of its own uploads.
    private static readonly TimeSpan UsualPause = TimeSpan.FromSeconds(1);

    private readonly ApplicationCalls _calls = new(context);

    /// <returns>The offer, and the ticket for it.</returns>
    public async Task<(UploadDocument Offer, UploadTicket Ticket)> DeclareAsync(
        string endpoint, DeclarationDocument declaration, DateTimeOffset? modified, CancellationToken cancellationToken)
    {
        Uri url = context.Resolve(endpoint);
        ApplicationCall call = new(HttpMethod.Post, url) { IdempotencyKey = RandomNumberGenerator.GetHexString(32) };
        ApplicationAnswer answer = await _calls.SendAsync(
            call.With(declaration, ContractJson.Default.DeclarationDocument), cancellationToken).ConfigureAwait(false);
        UploadDocument offer = answer.Read(ContractJson.Default.UploadDocument);
        if (offer.Ticket is not { } ticket || !Uri.TryCreate(url, offer.Url, out Uri? own) || !context.IsOfApplication(own))
        {
            throw answer.Invalid("that has no ticket, or leads elsewhere");
        }

        return (Check(offer, answer), new UploadTicket(own, ticket, declaration.Length) { Modified = modified });
    }

    public async Task<UploadDocument> StatusAsync(UploadTicket ticket, CancellationToken cancellationToken)
    {
        ApplicationAnswer answer = await _calls.SendAsync(CallOf(HttpMethod.Get, ticket), cancellationToken).ConfigureAwait(false);
        return Check(answer.Read(ContractJson.Default.UploadDocument), answer);
    }

    /// <returns>Requests for parts, one for each that is wanted, in their order.</returns>
    public async Task<IReadOnlyList<PartRequestDocument>> PartsAsync(
        UploadTicket ticket, IReadOnlyList<WantedPartDocument> wanted, CancellationToken cancellationToken)
    {
        ApplicationAnswer answer = await _calls.SendAsync(
            CallOf(HttpMethod.Post, ticket, "/parts").With(new WantedPartsDocument(wanted), ContractJson.Default.WantedPartsDocument),
            cancellationToken).ConfigureAwait(false);
        IReadOnlyList<PartRequestDocument> requests = answer.Read(ContractJson.Default.PartRequestsDocument).Requests;
        return requests.Select(static request => request.Number).SequenceEqual(wanted.Select(static part => part.Number))
            ? requests
            : throw answer.Invalid("that has other parts than were asked for");
    }

    /// <returns>The upload, published.</returns>
    public async Task<UploadDocument> CompleteAsync(UploadTicket ticket, CancellationToken cancellationToken)
    {
        while (true)
        {
            ApplicationAnswer answer = await _calls.SendAsync(
                CallOf(HttpMethod.Post, ticket, "/complete") with { Limit = context.Options.CompletionTimeout }, cancellationToken)
                .ConfigureAwait(false);
            UploadDocument upload = answer.Read(ContractJson.Default.UploadDocument);
            if (!upload.IsVerifying)
            {
                return upload.IsPublished ? upload : throw answer.Invalid($"that is neither published nor refused: {upload.State}");
            }

            // Somebody verifies it. However long that takes, the answer comes.
            await Task.Delay(answer.RetryAfter ?? UsualPause, context.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task AbandonAsync(UploadTicket ticket, CancellationToken cancellationToken) =>
        await _calls.SendAsync(CallOf(HttpMethod.Delete, ticket), cancellationToken).ConfigureAwait(false);

    private static UploadDocument Check(UploadDocument upload, ApplicationAnswer answer) =>
        upload is { PartCount: >= 1, Length: >= 0 }
            && (upload.PartCount == 1 || (upload.PartLength > 0 && upload.PartCount == 1 + ((upload.Length - 1) / upload.PartLength)))
            ? upload
            : throw answer.Invalid("whose parts do not make the whole");

    private ApplicationCall CallOf(HttpMethod method, UploadTicket ticket, string path = "") => context.IsOfApplication(ticket.Url)
        ? new ApplicationCall(method, new Uri(ticket.Url.AbsoluteUri + path)) { Ticket = ticket.Ticket }
        : throw new ArgumentException($"The ticket is for {ticket.Url.Authority}, which is another application.", nameof(ticket));
}
