using System.Net;
using ValetKey.Client.Application;
using ValetKey.Client.Content;
using ValetKey.Client.Transfer;

namespace ValetKey.Client.Uploads;

/// <summary>Sends parts to the store in parallel.</summary>
internal sealed class PartSender(ClientContext context, PartKeys keys, AdaptiveLimit limit, ProgressMeter meter)
{
    private readonly StorageSender _sender = new(context);

    public async Task SendAsync(IReadOnlyList<int> numbers, IReadOnlyList<PartRequestDocument>? given, CancellationToken cancellationToken)
    {
        try
        {
            await keys.FillAsync(numbers, given, cancellationToken).ConfigureAwait(false);
            await PartCrew.RunAsync(token => keys.NextAsync(limit.Current, token), SendAsync, limit, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            keys.Clear();
        }
    }

    private async Task<long> SendAsync(PartJob job, CancellationToken cancellationToken)
    {
        using (job)
        {
            PartExchange exchange = new(job, keys, meter) { PartNumber = job.Number };
            using HttpResponseMessage answer = await _sender.SendAsync(exchange, limit, cancellationToken).ConfigureAwait(false);
            if (answer.IsSuccessStatusCode)
            {
                meter.Set(job.Number, job.Content.Length);
                return job.Content.Length;
            }

            // Perhaps it is there, and the answer was lost; or somebody else has completed the upload. Completing tells.
            return answer.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound
                ? 0
                : throw StorageSender.Refusal(answer, job.Number);
        }
    }

    /// <summary>The first attempt has the key that was asked for some time ago; each further one has a key of its own.</summary>
    private sealed class PartExchange(PartJob job, PartKeys keys, ProgressMeter meter)
        : UploadExchange(job.Content, bytes => meter.Set(job.Number, bytes))
    {
        private bool _isTried;

        public override async ValueTask<(StorageRequest Request, KeyAge Age)> NextAsync(CancellationToken cancellationToken)
        {
            meter.Set(job.Number, 0);
            if (!_isTried)
            {
                _isTried = true;
                return (PartJob.RequestOf(job.Request), KeyAge.Earlier);
            }

            return (PartJob.RequestOf(await keys.RenewAsync(job, cancellationToken).ConfigureAwait(false)), KeyAge.Fresh);
        }
    }
}
