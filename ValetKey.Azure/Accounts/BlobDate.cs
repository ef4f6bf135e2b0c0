using Azure.Core;
using Azure.Core.Pipeline;
using ValetKey.Providers;

namespace ValetKey.Azure.Accounts;

/// <summary>The time at an account's blob service, asked for by the application's own transport where it has set one.</summary>
internal sealed class BlobDate(Uri blobs, HttpPipelineTransport? transport)
{
    public async ValueTask<DateTimeOffset?> ReadAsync(CancellationToken cancellationToken)
    {
        if (transport is null)
        {
            return await ServiceDate.ReadAsync(blobs, cancellationToken).ConfigureAwait(false);
        }

        // Nothing but the transport, so without the policy that follows redirects.
        HttpPipeline pipeline = new(transport);
        using Request request = pipeline.CreateRequest();
        request.Method = RequestMethod.Head;
        request.Uri.Reset(blobs);
        using global::Azure.Response response = await pipeline.SendRequestAsync(request, cancellationToken).ConfigureAwait(false);
        return response.Headers.Date;
    }
}
