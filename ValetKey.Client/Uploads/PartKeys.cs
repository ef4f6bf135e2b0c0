using ValetKey.Client.Application;
using ValetKey.Client.Content;

namespace ValetKey.Client.Uploads;

/// <summary>Asks for the keys of parts, a few at once since they live for minutes, each with the checksum of its part.</summary>
/// <param name="calls">The application.</param>
/// <param name="ticket">The upload.</param>
/// <param name="source">Its content.</param>
/// <param name="plan">Its parts.</param>
/// <param name="algorithm">The checksum that keys are to bind; null for none.</param>
internal sealed class PartKeys(UploadCalls calls, UploadTicket ticket, ContentSource source, PartPlan plan, string? algorithm)
{
    private const int Most = 8;

    private readonly Queue<PartJob> _ready = [];
    private readonly Queue<int> _numbers = [];
    private HashSet<string>? _enforced;

    /// <summary>What the store enforced on all that were asked for.</summary>
    public IReadOnlyList<string> Enforced => [.. (_enforced ?? []).Order(StringComparer.Ordinal)];

    /// <summary>Has these parts sent.</summary>
    /// <param name="numbers">The parts.</param>
    /// <param name="given">Requests that came with the offer.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public async Task FillAsync(IReadOnlyList<int> numbers, IReadOnlyList<PartRequestDocument>? given, CancellationToken cancellationToken)
    {
        foreach (int number in numbers)
        {
            if (given?.FirstOrDefault(request => request.Number == number) is { } request)
            {
                _ready.Enqueue(new PartJob(Note(request), await TakeAsync(number, cancellationToken).ConfigureAwait(false), null));
            }
            else
            {
                _numbers.Enqueue(number);
            }
        }
    }

    /// <param name="atOnce">How many are sent at once, which is how many keys are asked for.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public async ValueTask<PartJob?> NextAsync(int atOnce, CancellationToken cancellationToken)
    {
        if (_ready.Count == 0 && _numbers.Count > 0)
        {
            await AskAsync(source.IsBuffered ? 1 : Math.Min(atOnce, Most), cancellationToken).ConfigureAwait(false);
        }

        return _ready.TryDequeue(out PartJob? job) ? job : null;
    }

    /// <summary>Another key for a part.</summary>
    public async ValueTask<PartRequestDocument> RenewAsync(PartJob job, CancellationToken cancellationToken) =>
        Check((await calls.PartsAsync(ticket, [job.Wanted], cancellationToken).ConfigureAwait(false))[0]);

    /// <summary>Lets go of what was not sent.</summary>
    public void Clear()
    {
        while (_ready.TryDequeue(out PartJob? job))
        {
            job.Dispose();
        }

        _numbers.Clear();
    }

    private async Task AskAsync(int count, CancellationToken cancellationToken)
    {
        List<(ContentPart Content, WantedPartDocument Wanted)> parts = [];
        try
        {
            while (parts.Count < count && _numbers.TryDequeue(out int number))
            {
                ContentPart content = await TakeAsync(number, cancellationToken).ConfigureAwait(false);
                parts.Add((content, new WantedPartDocument(number, null)));
                parts[^1] = (content, new WantedPartDocument(number, await ChecksumAsync(content, cancellationToken).ConfigureAwait(false)));
            }

            IReadOnlyList<PartRequestDocument> requests =
                await calls.PartsAsync(ticket, [.. parts.Select(static part => part.Wanted)], cancellationToken).ConfigureAwait(false);
            foreach ((PartRequestDocument request, (ContentPart content, WantedPartDocument wanted)) in requests.Zip(parts))
            {
                _ready.Enqueue(new PartJob(Note(request), content, wanted.Checksum));
            }

            parts.Clear();
        }
        finally
        {
            parts.ForEach(static part => part.Content.Dispose());
        }
    }

    private async ValueTask<ChecksumDocument?> ChecksumAsync(ContentPart content, CancellationToken cancellationToken) =>
        algorithm is null ? null : await PartHash.ComputeAsync(algorithm, content, cancellationToken).ConfigureAwait(false);

    private ValueTask<ContentPart> TakeAsync(int number, CancellationToken cancellationToken) =>
        source.TakeAsync(plan.OffsetOf(number), plan.LengthOf(number), cancellationToken);

    private PartRequestDocument Note(PartRequestDocument request)
    {
        Check(request);
        _enforced ??= [.. request.Enforced];
        _enforced.IntersectWith(request.Enforced);
        return request;
    }

    private PartRequestDocument Check(PartRequestDocument request) => plan.Fits(request)
        ? request
        : throw new TransferException(TransferFailure.InvalidAnswer, $"The request for part {request.Number} is for other bytes than its own.");
}
