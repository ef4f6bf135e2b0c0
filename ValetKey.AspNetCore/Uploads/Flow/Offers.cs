using Microsoft.AspNetCore.Http;
using ValetKey.AspNetCore.Access;
using ValetKey.Providers;

namespace ValetKey.AspNetCore.Flow;

/// <summary>Takes declarations: asks the application, and writes down what was accepted before anything is issued for it.</summary>
internal sealed class Offers(UploadSite site)
{
    private const int Mebibyte = 1 << 20;
    private const int MaximumReferenceLength = 200;

    /// <param name="declaration">What the client says.</param>
    /// <param name="subject">Who says it.</param>
    /// <param name="http">The request.</param>
    /// <param name="partLengthOf">How long parts are for a length, 0 for one piece, where the client has a mind of its own.</param>
    /// <returns>The upload; that of an earlier declaration, if this is the same again.</returns>
    /// <exception cref="RefusedException">It may not come.</exception>
    public async Task<UploadRecord> AcceptAsync(
        UploadDeclaration declaration, string? subject, HttpContext http, Func<long, long>? partLengthOf = null)
    {
        if (declaration.Length > site.Options.MaximumLength)
        {
            throw new RefusedException(Problems.TooLarge(site.Options.MaximumLength));
        }

        long partLength = (partLengthOf ?? PartLengthFor)(declaration.Length);
        string? repeated = UploadIds.Repeated(site.Name, declaration, subject, http.Request);
        if (repeated is not null && await site.Ledger.FindAsync(repeated, http.RequestAborted).ConfigureAwait(false) is { } known)
        {
            if (known.State != UploadState.Abandoned)
            {
                return known;
            }

            repeated = null; // Nothing comes of that one any more.
        }

        string id = repeated ?? UploadIds.New();
        UploadContext context = new(id, id + declaration.Extension, subject, http);
        UploadDecision decision = await site.Handlers.AskAsync(
            handler => handler.AcceptAsync(declaration, context, http.RequestAborted)).ConfigureAwait(false);
        if (decision.Target is not { } target)
        {
            throw new RefusedException(Problems.Refused(decision.Reason!));
        }

        UploadRecord upload = Plan(declaration, id, subject, target, partLength);
        DateTimeOffset lookAt = upload.Created + site.Options.KeyLifetime;
        if (await site.Ledger.AddAsync(
            upload, lookAt < upload.Expires ? lookAt : upload.Expires, site.Options.Quota, http.RequestAborted).ConfigureAwait(false))
        {
            site.Metrics.Offered(upload);
            return upload;
        }

        // Of two at once the first is in the ledger; where there is none, the quota was used up.
        return await site.Ledger.FindAsync(id, http.RequestAborted).ConfigureAwait(false) ?? throw new RefusedException(Problems.QuotaExceeded);
    }

    private UploadRecord Plan(UploadDeclaration declaration, string id, string? subject, UploadTarget target, long partLength)
    {
        Check(target);
        DateTimeOffset now = site.Now;
        ObjectProperties properties = target.Properties ?? new ObjectProperties();
        return new UploadRecord
        {
            Id = id,
            Uploads = site.Name,
            Subject = subject,
            State = UploadState.Offered,
            Created = now,
            Changed = now,
            Expires = now + site.Options.UploadLifetime,
            FileName = declaration.Name,
            Length = declaration.Length,
            ContentType = declaration.ContentType,
            Checksum = declaration.Checksum,
            Object = target.Object,
            Reference = target.Reference,
            Plan = new UploadPlan
            {
                StagingContainer = site.Options.StagingContainer ?? target.Object.Container,
                StagingName = site.Options.StagingPrefix + id,
                PartLength = partLength,
                Overwrite = target.Overwrite,
                Properties = properties.ContentType is null ? properties with { ContentType = declaration.ContentType } : properties,
                ClientNetwork = target.ClientNetwork,
            },
        };
    }

    private void Check(UploadTarget target)
    {
        if (target.Object.Kind != ResourceKinds.Object)
        {
            throw new InvalidOperationException($"The handler of '{site.Name}' accepted an upload to {target.Object}, which is not one object.");
        }

        if (target.Object.Name.StartsWith(site.Options.StagingPrefix, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"The handler of '{site.Name}' accepted an upload to {target.Object}, which is in staging.");
        }

        if (target.Reference?.Length > MaximumReferenceLength)
        {
            throw new InvalidOperationException(
                $"The handler of '{site.Name}' gave a reference of {target.Reference.Length} characters; {MaximumReferenceLength} are the most.");
        }
    }

    private long PartLengthFor(long length)
    {
        if (length <= site.Options.PartThreshold || site.Operations.PartLimits is not { } limits)
        {
            return 0;
        }

        long fewest = 1 + ((length - 1) / limits.MaximumCount);
        if (fewest > limits.MaximumLength)
        {
            throw new RefusedException(Problems.TooLarge(limits.MaximumLength * limits.MaximumCount));
        }

        long wanted = Math.Max(site.Options.PartLength, Math.Max(limits.MinimumLength, fewest));
        return Math.Min(limits.MaximumLength, wanted == site.Options.PartLength ? wanted : (wanted + Mebibyte - 1) / Mebibyte * Mebibyte);
    }
}
