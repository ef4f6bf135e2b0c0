using ValetKey.Local.Limits;

namespace ValetKey.Local;

/// <summary>The faults of the limits.</summary>
internal static class LocalLimitRules
{
    private static readonly TimeSpan ShortestAge = TimeSpan.FromSeconds(1);

    public static IEnumerable<string> FaultsOf(LocalLimitOptions options) =>
        SizeFaults(options).Concat(CountFaults(options)).Concat(AgeFaults(options)).Concat(QuotaFaults(options));

    private static IEnumerable<string> SizeFaults(LocalLimitOptions options)
    {
        if (options.MaximumObjectSize is { } size and < 0)
        {
            yield return $"{nameof(options.MaximumObjectSize)} is {size}; it must be 0 or more.";
        }

        if (options.MinimumFreeSpace < 0)
        {
            yield return $"{nameof(options.MinimumFreeSpace)} is {options.MinimumFreeSpace}; it must be 0 or more.";
        }
    }

    private static IEnumerable<string> CountFaults(LocalLimitOptions options) =>
        new (string Name, int? Count)[]
        {
            (nameof(options.Concurrency), options.Concurrency),
            (nameof(options.ConcurrencyPerKey), options.ConcurrencyPerKey),
            (nameof(options.ConcurrencyPerClient), options.ConcurrencyPerClient),
            (nameof(options.Rate), options.Rate),
            (nameof(options.RatePerKey), options.RatePerKey),
            (nameof(options.RatePerClient), options.RatePerClient),
        }
        .Where(limit => limit.Count < 1)
        .Select(limit => $"{limit.Name} is {limit.Count}; it must be 1 or more.");

    private static IEnumerable<string> AgeFaults(LocalLimitOptions options)
    {
        foreach ((string container, TimeSpan age) in options.MaximumAge)
        {
            if (QuotaScope.FaultOf(container, mayHavePrefix: false) is { } fault)
            {
                yield return $"{nameof(options.MaximumAge)} has '{container}'. {fault}";
            }

            if (age < ShortestAge)
            {
                yield return $"{nameof(options.MaximumAge)}:{container} is {age}; it must be a second or more.";
            }
        }
    }

    private static IEnumerable<string> QuotaFaults(LocalLimitOptions options)
    {
        foreach ((string scope, long bytes) in options.Quotas)
        {
            if (QuotaScope.FaultOf(scope, mayHavePrefix: true) is { } fault)
            {
                yield return $"{nameof(options.Quotas)} has '{scope}'. {fault}";
            }

            if (bytes < 0)
            {
                yield return $"{nameof(options.Quotas)}:{scope} is {bytes}; it must be 0 or more.";
            }
        }
    }
}
