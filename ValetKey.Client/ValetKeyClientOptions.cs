namespace ValetKey.Client;

/// <summary>Settings of the clients.</summary>
public sealed class ValetKeyClientOptions
{
    /// <summary>Where the application is: absolute, http or https. Its endpoints are relative to it, so it usually ends in a slash.</summary>
    /// <value>Default: null; it must be set.</value>
    public Uri? BaseAddress { get; set; }

    /// <summary>
    /// The most requests to the store at once, 1 to 64. A transfer begins with two, takes more as long as that makes it faster, and fewer when the
    /// store says that it is too much.
    /// </summary>
    /// <value>Default: 8.</value>
    public int MaximumParallelism { get; set; } = 8;

    /// <summary>How many times a request that failed for now is sent again, 0 to 20, with pauses that grow and differ between clients.</summary>
    /// <value>Default: 5.</value>
    public int MaximumRetries { get; set; } = 5;

    /// <summary>The first pause, 0 to 30 seconds. A <c>Retry-After</c> is waited out instead, however long it is.</summary>
    /// <value>Default: half a second.</value>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a request may go without a byte before it counts as failed, a second or more. How long it takes is not limited.</summary>
    /// <value>Default: one minute.</value>
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the application may verify an upload before it answers, a second or more: it may have to read all of it.</summary>
    /// <value>Default: 15 minutes.</value>
    public TimeSpan CompletionTimeout { get; set; } = TimeSpan.FromMinutes(15);

    internal IEnumerable<string> FindFaults()
    {
        if (BaseAddress is not { IsAbsoluteUri: true } || (BaseAddress.Scheme != Uri.UriSchemeHttps && BaseAddress.Scheme != Uri.UriSchemeHttp))
        {
            yield return $"{nameof(BaseAddress)} must be an absolute http or https URL.";
        }

        foreach ((string field, double value, double least, double most) in new[]
        {
            (nameof(MaximumParallelism), MaximumParallelism, 1.0, 64.0),
            (nameof(MaximumRetries), MaximumRetries, 0.0, 20.0),
            ($"{nameof(RetryDelay)} in seconds", RetryDelay.TotalSeconds, 0.0, 30.0),
            ($"{nameof(StallTimeout)} in seconds", StallTimeout.TotalSeconds, 1.0, 86_400.0),
            ($"{nameof(CompletionTimeout)} in seconds", CompletionTimeout.TotalSeconds, 1.0, 86_400.0),
        })
        {
            if (value < least || value > most)
            {
                yield return FormattableString.Invariant($"{field} is {value}; it must be {least} to {most}.");
            }
        }
    }
}
