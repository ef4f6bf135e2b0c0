using Amazon.Runtime;
using Microsoft.Extensions.Logging;

namespace ValetKey.Aws.Credentials;

/// <summary>
/// Keeps the SDK's credentials at hand: renewed ahead of their end while the held ones serve, one renewal at a time. A failed renewal is tried again
/// soon and ends nothing as long as the held ones live.
/// </summary>
internal sealed partial class SdkCredentialSource(Func<AWSCredentials> find, string name, ILogger logger) : ICredentialSource
{
    /// <summary>How long before their end credentials are renewed.</summary>
    private static readonly TimeSpan RenewAhead = TimeSpan.FromMinutes(5);

    /// <summary>How often credentials without an end are read anew, so that a rotated profile or environment is noticed.</summary>
    private static readonly TimeSpan ReadAnewEvery = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    private readonly Lock _renewing = new();
    private AWSCredentials? _source;
    private Held? _held;
    private Task<Held>? _renewal;
    private DateTimeOffset _forgetAgainAt;

    public ValueTask<AwsCredential> GetAsync(DateTimeOffset now, DateTimeOffset neededUntil, CancellationToken cancellationToken)
    {
        Held? held = Volatile.Read(ref _held);
        if (held is null || !held.Credential.LivesUntil(neededUntil))
        {
            return WaitAsync(now, neededUntil, cancellationToken);
        }

        if (now >= held.RenewAt)
        {
            _ = Renew(now);
        }

        return ValueTask.FromResult(held.Credential);
    }

    private async ValueTask<AwsCredential> WaitAsync(DateTimeOffset now, DateTimeOffset neededUntil, CancellationToken cancellationToken)
    {
        Held held = await RenewAsync(now, cancellationToken).ConfigureAwait(false);
        if (!held.Credential.LivesUntil(neededUntil) && TryForget(now))
        {
            held = await RenewAsync(now, cancellationToken).ConfigureAwait(false);
        }

        return held.Credential.LivesUntil(neededUntil)
            ? held.Credential
            : throw new ValetKeyException(
                ValetKeyErrorReason.CredentialsUnavailable,
                $"The AWS credentials end at {held.Credential.ExpiresAt:u}; the request needs a key until {neededUntil:u} at least.");
    }

    /// <summary>
    /// Has a source that keeps credentials of its own get new ones, before it would by itself; not more often than every few seconds, since a request may ask for
    /// more life than there ever is.
    /// </summary>
    private bool TryForget(DateTimeOffset now)
    {
        lock (_renewing)
        {
            if (_source is not RefreshingAWSCredentials source || now < _forgetAgainAt)
            {
                return false;
            }

            _forgetAgainAt = now + RetryAfter;
            source.ClearCredentials();
            return true;
        }
    }

    private async ValueTask<Held> RenewAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            return await Renew(now).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not ValetKeyException && !cancellationToken.IsCancellationRequested)
        {
            // The SDK's message names the places it looked in; it holds no secret, but it is not ours to vouch for, so it stays inside.
            throw new ValetKeyException(
                ValetKeyErrorReason.CredentialsUnavailable,
                $"'{name}' has no AWS credentials to sign with. Set {nameof(AmazonS3Options.Credentials)}, or give the application a profile or a role.",
                fault)
            {
                IsTransient = true,
            };
        }
    }

    private Task<Held> Renew(DateTimeOffset now)
    {
        lock (_renewing)
        {
            if (_renewal is null || _renewal.IsCompleted)
            {
                _renewal = Task.Run(() => ReadAsync(now)); // Not every source of the SDK's is asynchronous to the end.
            }

            return _renewal;
        }
    }

    private async Task<Held> ReadAsync(DateTimeOffset now)
    {
        try
        {
            AWSCredentials source = _source ??= find();
            ImmutableCredentials read = await source.GetCredentialsAsync().ConfigureAwait(false);
            ThrowIfMangled(read);
            DateTimeOffset? end = source.Expiration is { } expiration ? new DateTimeOffset(expiration.ToUniversalTime()) : null;
            Held? previous = Volatile.Read(ref _held);
            AwsCredential credential = previous is not null && IsSame(previous.Credential, read, end)
                ? previous.Credential
                : new AwsCredential(read.AccessKey, read.SecretKey, read.Token, end);
            Held held = new(credential, end is { } known && known - RenewAhead > now ? known - RenewAhead : now + ReadAnewEvery);
            Volatile.Write(ref _held, held);
            return held;
        }
        catch (Exception fault)
        {
            LogRenewalFailed(logger, name, fault.GetType().Name);
            if (Volatile.Read(ref _held) is { } held)
            {
                Volatile.Write(ref _held, held with { RenewAt = now + RetryAfter });
            }

            throw;
        }
    }

    /// <summary>A line's end or a space that came along when somebody copied a key would sign everything wrong.</summary>
    private void ThrowIfMangled(ImmutableCredentials read)
    {
        foreach ((string part, string? value) in new[] { ("access key id", read.AccessKey), ("secret access key", read.SecretKey), ("session token", read.Token) })
        {
            if (value.AsSpan().ContainsAnyExceptInRange('!', '~'))
            {
                throw new ValetKeyException(
                    ValetKeyErrorReason.CredentialsUnavailable,
                    $"'{name}' has AWS credentials whose {part} holds a space or another character that none has. See how it was copied.");
            }
        }
    }

    private static bool IsSame(AwsCredential held, ImmutableCredentials read, DateTimeOffset? end) =>
        held.AccessKeyId == read.AccessKey && held.SecretAccessKey == read.SecretKey && held.SessionToken == read.Token && held.ExpiresAt == end;

    [LoggerMessage(EventId = 200, EventName = "CredentialRenewalFailed", Level = LogLevel.Warning,
        Message = "{Issuer}: AWS credentials could not be renewed ({Fault}); the held ones serve until they end.")]
    private static partial void LogRenewalFailed(ILogger logger, string issuer, string fault);

    private sealed record Held(AwsCredential Credential, DateTimeOffset RenewAt);
}
