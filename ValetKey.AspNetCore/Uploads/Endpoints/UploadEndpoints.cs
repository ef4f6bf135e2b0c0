using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ValetKey.AspNetCore.Access;
using ValetKey.AspNetCore.Contract;
using ValetKey.AspNetCore.Flow;
using ValetKey.Providers;

namespace ValetKey.AspNetCore.Endpoints;

/// <summary>What the endpoints do, once it is known who asks and that he may.</summary>
internal sealed class UploadEndpoints(
    Tickets tickets, Offers offers, PartUploads parts, KeyMaker keys, Staging staging, Settlement settlement)
{
    /// <summary>The header that bears a ticket.</summary>
    public const string TicketHeader = "Upload-Ticket";

    /// <summary>How many parts can be asked for at once.</summary>
    public const int MaximumPartsAtOnce = 100;

    public async Task CreateAsync(HttpContext context, string? subject)
    {
        DeclarationDocument document = await Bodies.ReadAsync(context, ContractJson.Default.DeclarationDocument).ConfigureAwait(false);
        UploadDeclaration declaration = Declarations.Read(document);
        UploadRecord upload = await offers.AcceptAsync(declaration, subject, context).ConfigureAwait(false);
        CheckIsOpen(upload); // An earlier one, that is.
        IReadOnlyList<PartRequestDocument>? requests = null;
        if (!upload.Plan.HasParts)
        {
            try
            {
                requests = [RequestOf(upload, 1, await keys.IssueWholeAsync(upload, context.RequestAborted).ConfigureAwait(false))];
            }
            catch
            {
                await settlement.AbandonAsync(upload.Id, "No key could be issued for it.", CancellationToken.None).ConfigureAwait(false);
                throw;
            }
        }

        UploadDocument offer = DocumentOf(context, upload, received: null) with
        {
            Ticket = tickets.Issue(upload.Id, subject),
            Requests = requests,
        };
        context.Response.Headers.Location = offer.Url;
        await Bodies.WriteAsync(context, StatusCodes.Status201Created, offer, ContractJson.Default.UploadDocument).ConfigureAwait(false);
    }

    public async Task StatusAsync(HttpContext context, UploadRecord upload)
    {
        IReadOnlyList<UploadedPart>? received =
            upload.IsSettled ? null : await staging.ListAsync(upload, context.RequestAborted).ConfigureAwait(false);
        await Bodies.WriteAsync(
            context, StatusCodes.Status200OK, DocumentOf(context, upload, received), ContractJson.Default.UploadDocument).ConfigureAwait(false);
    }

    public async Task PartsAsync(HttpContext context, UploadRecord upload)
    {
        WantedPartsDocument wanted = await Bodies.ReadAsync(context, ContractJson.Default.WantedPartsDocument).ConfigureAwait(false);
        IReadOnlyList<WantedPartDocument> checkedParts = Check(wanted, upload);
        UploadRecord begun = await parts.BeginAsync(upload, context.RequestAborted).ConfigureAwait(false);
        CheckIsOpen(begun);
        List<PartRequestDocument> requests = [];
        foreach (WantedPartDocument part in checkedParts)
        {
            SignedUrl key = begun.Plan.HasParts
                ? await keys.IssuePartAsync(begun, part.Number, Declarations.ReadChecksum(part.Checksum),
                    context.RequestAborted).ConfigureAwait(false)
                : await keys.IssueWholeAsync(begun, context.RequestAborted).ConfigureAwait(false);
            requests.Add(RequestOf(begun, part.Number, key));
        }

        await Bodies.WriteAsync(
            context, StatusCodes.Status200OK, new PartRequestsDocument(requests), ContractJson.Default.PartRequestsDocument).ConfigureAwait(false);
    }

    public async Task CompleteAsync(HttpContext context, UploadRecord upload)
    {
        UploadRecord after = await SettleAsync(upload, context.RequestAborted).ConfigureAwait(false);
        bool isOver = after.State == UploadState.Published;
        if (!isOver)
        {
            context.Response.Headers.RetryAfter = "1";
        }

        await Bodies.WriteAsync(
            context, isOver ? StatusCodes.Status200OK : StatusCodes.Status202Accepted, DocumentOf(context, after, null),
            ContractJson.Default.UploadDocument).ConfigureAwait(false);
    }

    /// <returns>The upload, published, or being verified by somebody else.</returns>
    /// <exception cref="RefusedException">It is neither.</exception>
    public async Task<UploadRecord> SettleAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        UploadRecord after = upload.IsSettled
            ? upload
            : await settlement.CompleteAsync(upload.Id, cancellationToken).ConfigureAwait(false)
                ?? throw new RefusedException(Problems.NotFound);
        return after.State switch
        {
            UploadState.Published or UploadState.Verifying => after,
            UploadState.Rejected => throw new RefusedException(Problems.Rejected(after.Reason ?? "")),
            UploadState.Abandoned => throw new RefusedException(Problems.Settled(after.State)),
            _ => throw new RefusedException(Problems.Incomplete(
                Staging.MissingOf(after, await staging.ListAsync(after, cancellationToken).ConfigureAwait(false)))),
        };
    }

    /// <exception cref="RefusedException">Nothing more is taken for this upload.</exception>
    public static void CheckIsOpen(UploadRecord upload)
    {
        if (upload.IsSettled || upload.State == UploadState.Verifying)
        {
            throw new RefusedException(upload.IsSettled ? Problems.Settled(upload.State) : Problems.Busy);
        }
    }

    public async Task AbortAsync(HttpContext context, UploadRecord upload)
    {
        UploadRecord? after = upload.IsSettled
            ? upload
            : await settlement.AbandonAsync(upload.Id, "The client gave it up.", context.RequestAborted).ConfigureAwait(false);
        context.Response.StatusCode = after?.State is null or UploadState.Abandoned or UploadState.Rejected
            ? StatusCodes.Status204NoContent
            : throw new RefusedException(after.State == UploadState.Verifying ? Problems.Busy : Problems.Settled(after.State));
    }

    private static IReadOnlyList<WantedPartDocument> Check(WantedPartsDocument wanted, UploadRecord upload)
    {
        int count = upload.Plan.PartCountOf(upload.Length);
        return wanted.Parts is not { Count: > 0 and <= MaximumPartsAtOnce } parts
            ? throw new RefusedException(Problems.Malformed($"'parts' lists 1 to {MaximumPartsAtOnce} parts."))
            : parts.All(part => part is { Number: >= 1 } && part.Number <= count) ? [.. parts.OfType<WantedPartDocument>()]
            : throw new RefusedException(Problems.Malformed($"The numbers of this upload's parts are 1 to {count}."));
    }

    private static PartRequestDocument RequestOf(UploadRecord upload, int number, SignedUrl key) => new()
    {
        Number = number,
        Offset = upload.Plan.OffsetOf(number),
        Length = upload.Plan.LengthOf(number, upload.Length),
        Method = key.Method.Method,
        Url = key.Url,
        Headers = key.Headers,
        ExpiresAt = key.ExpiresAt,
        Enforced = [.. Enum.GetValues<ConstraintKinds>()
            .Where(kind => kind != ConstraintKinds.None && key.Enforced.HasFlag(kind))
            .Select(kind => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()))],
    };

    private UploadDocument DocumentOf(HttpContext context, UploadRecord upload, IReadOnlyList<UploadedPart>? received) => new()
    {
        Id = upload.Id,
        State = StateNames.Of(upload.State),
        Name = upload.FileName,
        Length = upload.Length,
        Url = $"{UploadRoutes.BaseOf(context)}/{upload.Id}",
        ExpiresAt = upload.Expires,
        Reference = upload.Reference,
        Reason = upload.Reason,
        PartCount = upload.Plan.PartCountOf(upload.Length),
        PartLength = upload.Plan.HasParts ? upload.Plan.PartLength : upload.Length,
        Checksums = upload.Plan.HasParts ? ChecksumNames.Of(keys.ChecksumsOfParts) : null,
        Received = received is null ? null : [.. received.Select(part => new ReceivedPartDocument(part.Number, part.Length))],
    };
}
