using System.Net;
using Google.Apis.Auth.OAuth2;

namespace ValetKey.Tests.Gcp.Storage.Keyless;

/// <summary>Signs when the test says so, and counts.</summary>
internal sealed class FakeSigner(Func<int, CancellationToken, Task<string>> answer) : IBlobSigner
{
    private int _calls;
    private int _atOnce;

    public int Calls => _calls;

    public int MostAtOnce { get; private set; }

    public List<byte[]> Blobs { get; } = [];

    public async Task<string> SignBlobAsync(byte[] blob, CancellationToken cancellationToken = default)
    {
        int call;
        lock (Blobs)
        {
            call = ++_calls;
            Blobs.Add(blob);
            MostAtOnce = Math.Max(MostAtOnce, ++_atOnce);
        }

        try
        {
            return await answer(call, cancellationToken);
        }
        finally
        {
            lock (Blobs)
            {
                _atOnce--;
            }
        }
    }

    public static HttpRequestException Refused(HttpStatusCode? status) => new("The service said hunter2.", null, status);
}
