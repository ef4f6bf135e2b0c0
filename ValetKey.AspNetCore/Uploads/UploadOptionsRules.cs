using Microsoft.Extensions.Options;

namespace ValetKey.AspNetCore;

/// <summary>All faults of the settings at once, each with its field, its value and what is allowed.</summary>
internal sealed class UploadOptionsRules : IValidateOptions<UploadOptions>
{
    public ValidateOptionsResult Validate(string? name, UploadOptions options)
    {
        string[] faults = [.. FaultsOf(options).Select(fault => $"The uploads '{name}': {fault}")];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> FaultsOf(UploadOptions options)
    {
        foreach ((string field, long value, long least) in new[]
        {
            (nameof(options.MaximumLength), options.MaximumLength, 0L),
            (nameof(options.PartThreshold), options.PartThreshold, 0L),
            (nameof(options.PartLength), options.PartLength, 1L),
            (nameof(options.Quota) + ":" + nameof(UploadQuota.MaximumCount), options.Quota?.MaximumCount ?? 0, 0L),
            (nameof(options.Quota) + ":" + nameof(UploadQuota.MaximumBytes), options.Quota?.MaximumBytes ?? 0, 0L),
        })
        {
            if (value < least)
            {
                yield return $"{field} is {value}; it must be {least} or more.";
            }
        }

        foreach ((string field, TimeSpan value, TimeSpan least) in new[]
        {
            (nameof(options.KeyLifetime), options.KeyLifetime, TimeSpan.FromSeconds(1)),
            (nameof(options.UploadLifetime), options.UploadLifetime, TimeSpan.FromMinutes(1)),
            (nameof(options.Retention), options.Retention, TimeSpan.FromHours(1)),
            (nameof(options.SweepEvery), options.SweepEvery, TimeSpan.FromSeconds(1)),
            (nameof(options.Quota) + ":" + nameof(UploadQuota.Window), options.Quota?.Window ?? TimeSpan.MaxValue, TimeSpan.FromSeconds(1)),
        })
        {
            if (value < least)
            {
                yield return $"{field} is {value}; it must be {least} or more.";
            }
        }

        if (!IsPrefix(options.StagingPrefix))
        {
            yield return $"{nameof(options.StagingPrefix)} is '{options.StagingPrefix}'; it must be a prefix that ends in '/', as {nameof(KeyScope)} has it.";
        }

        foreach (string origin in options.TrustedOrigins)
        {
            if (!Uri.TryCreate(origin, UriKind.Absolute, out Uri? url) || url.GetLeftPart(UriPartial.Authority) != origin)
            {
                yield return $"{nameof(options.TrustedOrigins)} has '{origin}'; an origin is a scheme, a host and perhaps a port.";
            }
        }
    }

    private static bool IsPrefix(string prefix)
    {
        try
        {
            return KeyScope.ForPrefix("any", prefix).Name == prefix;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
