using System.Diagnostics;

namespace ValetKey.Tests.Client.Support;

/// <summary>A way to the application that notes when a client has sent everything to the store: it then completes.</summary>
internal sealed class SendingClock() : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly long _begun = Stopwatch.GetTimestamp();

    public TimeSpan Taken { get; private set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Taken == default && request.RequestUri!.AbsolutePath.EndsWith("/complete", StringComparison.Ordinal))
        {
            Taken = Stopwatch.GetElapsedTime(_begun);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
