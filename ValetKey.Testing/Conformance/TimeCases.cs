using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Providers;

namespace ValetKey.Testing;

/// <summary>Keys and clocks: a credential that ends, a clock that is off, and a correction that comes late.</summary>
internal static class TimeCases
{
    public static IEnumerable<(string Name, Func<ConformanceRun, CancellationToken, Task> Body)> Of(SignerCapabilities capabilities)
    {
        foreach (Cell cell in Cell.Of(capabilities).Where(cell => cell.Resource != ResourceKinds.Queue).DistinctBy(cell => cell.Form))
        {
            yield return ($"{cell}: it never outlives the credential", (run, token) => CredentialAsync(run, cell, token));
            yield return ($"{cell}: begun early by the policy for clocks, it works", (run, token) => BackdatedAsync(run, cell, token));
            yield return ($"{cell}: once the service's time is known, a wrong clock does no harm", (run, token) => CorrectedAsync(run, cell, token));
        }
    }

    private static async Task CredentialAsync(ConformanceRun run, Cell cell, CancellationToken cancellationToken)
    {
        DateTimeOffset end = DateTimeOffset.FromUnixTimeSeconds(run.Clock.GetUtcNow().ToUnixTimeSeconds()) + TimeSpan.FromMinutes(30);
        bool ends = false;
        await using ServiceProvider application = run.CreateApplication(
            register: builder =>
            {
                ends = run.Harness.RegisterWithCredentialUntil(builder, ConformanceRun.IssuerName, end);
                if (!ends)
                {
                    run.Harness.Register(builder, ConformanceRun.IssuerName);
                }
            });
        IValetKeyIssuer issuer = application.GetRequiredKeyedService<IValetKeyIssuer>(ConformanceRun.IssuerName);
        KeyRequest request = SampleKeys.RequestFor(run, cell) with { Lifetime = TimeSpan.FromMinutes(50) };
        IssuedKey key = await issuer.IssueAsync(request, cancellationToken);
        if (!ends)
        {
            return;
        }

        if (key.ExpiresAt > end || key.ExpiryLimit != ExpiryLimit.Credential)
        {
            throw new ConformanceException(
                $"{cell}: the credential ends at {end:u}, and the key at {key.ExpiresAt:u}, limited by {key.ExpiryLimit}.");
        }

        try
        {
            await issuer.IssueAsync(request with { MinimumLifetime = TimeSpan.FromMinutes(40) }, cancellationToken);
        }
        catch (ValetKeyException refusal) when (refusal.Reason == ValetKeyErrorReason.CredentialsUnavailable)
        {
            run.Report.RecordIssuerRefusal();
            return;
        }

        throw new ConformanceException($"{cell}: a key of 40 minutes at least was issued by a credential that ends in 30.");
    }

    private static async Task BackdatedAsync(ConformanceRun run, Cell cell, CancellationToken cancellationToken)
    {
        ObjectTrial trial = await ObjectTrial.StartAloneAsync(run, cell, cancellationToken);
        await using ServiceProvider application = run.CreateApplication(options => options.ClockSkew = new ClockSkewPolicy());
        IssuedKey key = await application.GetRequiredKeyedService<IValetKeyIssuer>(ConformanceRun.IssuerName)
            .IssueAsync(ObjectKeys.RequestFor(trial), cancellationToken);
        await ObjectKeys.UseAsync(trial, key, ConstraintSample.Plain, cancellationToken);
        trial.Conclude();
    }

    /// <summary>The machine's clock is minutes off, and the service's date is seen: the next key works at once, and ends when it says.</summary>
    private static async Task CorrectedAsync(ConformanceRun run, Cell cell, CancellationToken cancellationToken)
    {
        foreach (double minutes in new[] { -12, 12.0 })
        {
            ObjectTrial trial = await ObjectTrial.StartAloneAsync(run, cell, cancellationToken);

            // A date has no fractions of a second, so the policy for clocks is needed all the same.
            await using ServiceProvider application = run.CreateApplication(
                options => (options.StorageClock.Enabled, options.ClockSkew) = (true, new ClockSkewPolicy()));
            IssuedKey key;
            DateTimeOffset begun = run.Harness.Time.GetUtcNow();
            using (run.Clock.Move(TimeSpan.FromMinutes(minutes)))
            {
                application.GetRequiredKeyedService<StorageClock>(ConformanceRun.IssuerName).Observe(run.Harness.Time.GetUtcNow(), TimeSpan.Zero);
                key = await application.GetRequiredKeyedService<IValetKeyIssuer>(ConformanceRun.IssuerName)
                    .IssueAsync(ObjectKeys.RequestFor(trial), cancellationToken);
            }

            // Counted from before and from after, since nobody knows how long the signer takes.
            TimeSpan life = key.ExpiresAt - begun;
            TimeSpan left = key.ExpiresAt - run.Harness.Time.GetUtcNow();
            if (left > ObjectKeys.Lifetime + TimeSpan.FromSeconds(2) || life < ObjectKeys.Lifetime - TimeSpan.FromSeconds(30))
            {
                trial.Blame("clock", string.Create(CultureInfo.InvariantCulture, $"a clock off by {minutes} minutes made a key of {left:c}"));
            }

            await ObjectKeys.UseAsync(trial, key, ConstraintSample.Plain, cancellationToken);
            trial.Conclude();
        }
    }
}
