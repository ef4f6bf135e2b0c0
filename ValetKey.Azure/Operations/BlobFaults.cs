using System.Net;
using System.Runtime.CompilerServices;
using Azure;
using ValetKey.Azure.Delegation;
using ValetKey.Providers;

namespace ValetKey.Azure.Operations;

/// <summary>Why the service did not do what the application asked for. What others wrote stays inside: it is not ours to vouch for.</summary>
/// <param name="issuerName">The issuer's name, for messages.</param>
/// <param name="isDelegated">Whether Entra ID decides what the application may do, rather than the account's key.</param>
internal sealed class BlobFaults(string issuerName, bool isDelegated)
{
    private string Help => isDelegated
        ? "Assign the application's identity the role \"Storage Blob Data Contributor\" on the container or the storage account and, for what is "
            + "copied, \"Storage Blob Delegator\" on the storage account"
        : "See that the account key is right, and that the storage account allows access by its key";

    /// <summary>Makes a call, and says what became of it.</summary>
    /// <param name="what">What is done, as the end of "could not …".</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">The caller's, whose giving up is no fault.</param>
    /// <exception cref="ValetKeyException">It failed.</exception>
    public async Task<T> ExplainAsync<T>(string what, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception fault) when (fault is not ArgumentException)
        {
            throw Of(what, fault);
        }
    }

    /// <inheritdoc cref="ExplainAsync{T}"/>
    public Task ExplainAsync(string what, Func<Task> call, CancellationToken cancellationToken) => ExplainAsync(
        what,
        async () =>
        {
            await call().ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    /// <summary>Gives each item, and says what kept the next one from coming.</summary>
    public async IAsyncEnumerable<T> ExplainEach<T>(
        string what, IAsyncEnumerable<T> items, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IAsyncEnumerator<T> each = items.GetAsyncEnumerator(cancellationToken);
        await using (each.ConfigureAwait(false))
        {
            while (await ExplainAsync(what, () => each.MoveNextAsync().AsTask(), cancellationToken).ConfigureAwait(false))
            {
                yield return each.Current;
            }
        }
    }

    private ValetKeyException Of(string what, Exception fault)
    {
        if (fault is ValetKeyException known)
        {
            return known.Reason is ValetKeyErrorReason.ProviderFailure or ValetKeyErrorReason.Unsupported ? known : new ValetKeyException(
                ValetKeyErrorReason.ProviderFailure, $"'{issuerName}' could not {what}: {known.Message}", known)
            {
                IsTransient = known.IsTransient,
                RetryAfter = known.RetryAfter,
            };
        }

        RequestFailedException? answer = fault as RequestFailedException ?? fault.InnerException as RequestFailedException;
        (HttpStatusCode? status, _) = DelegationKeyFaults.AnswerOf(answer);
        string message = status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
                $"The blob service does not let '{issuerName}' {what} ({(int)status}). {Help}, and that its firewall lets the application pass.",
            HttpStatusCode.NotFound => $"The blob service could not {what} for '{issuerName}' (404). See that the container is there.",
            HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed =>
                $"The blob service could not {what} for '{issuerName}' ({(int)status}). A blob is leased, archived, immutable or no block blob.",
            null => $"'{issuerName}' could not {what}: there was no answer ({fault.GetType().Name}). See that the blob service can be reached and, "
                + "with Entra ID, that the application has an identity.",
            _ when ServiceFault.IsPassing(status) => $"The blob service could not {what} for '{issuerName}' ({(int)status}). It may be tried again.",
            _ => $"The blob service could not {what} for '{issuerName}' ({(int)status}).",
        };
        return ServiceFault.OfOperation(message, fault, status);
    }
}
