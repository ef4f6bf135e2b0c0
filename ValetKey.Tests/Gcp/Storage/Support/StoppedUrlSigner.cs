using System.Reflection;
using Google.Api.Gax;
using Google.Cloud.Storage.V1;

namespace ValetKey.Tests.Gcp.Storage.Support;

/// <summary>Google's own signer with its clock stopped, which has no public handle, so that both sign the same moment.</summary>
internal static class StoppedUrlSigner
{
    private static readonly MethodInfo WithClock = typeof(UrlSigner).GetMethod("WithClock", BindingFlags.Instance | BindingFlags.NonPublic)
        ?? throw new MissingMethodException(nameof(UrlSigner), "WithClock");

    public static UrlSigner At(this UrlSigner signer, DateTimeOffset now) =>
        (UrlSigner)WithClock.Invoke(signer, [new StoppedClock(now.UtcDateTime)])!;

    private sealed class StoppedClock(DateTime now) : IClock
    {
        public DateTime GetCurrentDateTimeUtc() => now;
    }
}
