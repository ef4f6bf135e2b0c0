using System.Net;
using System.Runtime.CompilerServices;
using ValetKey.AspNetCore.Flow;
using ValetKey.Providers;

namespace ValetKey.AspNetCore.Carrying;

/// <summary>
/// For a store whose provider has no operations of its own: the application uses keys, as a client would. So uploads come in one piece, publishing
/// carries the bytes through the application once, and nothing finds what was left in staging but the ledger.
/// </summary>
internal sealed class CarryingOperations(IValetKeyIssuer issuer, KeyAbilities abilities, HttpClient http) : IStorageOperations
{
    public PartLimits? PartLimits => null;

    public async ValueTask<StorageObject?> FindAsync(string container, string name, CancellationToken cancellationToken)
    {
        Permissions permission = abilities.EnforcedOn(ResourceKinds.Object, Permissions.ReadProperties) is null
            ? Permissions.Read
            : Permissions.ReadProperties;
        using HttpRequestMessage request = (await KeyAsync(container, name, permission, null, cancellationToken)
            .ConfigureAwait(false)).CreateRequest();
        using HttpResponseMessage answer = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        return answer.StatusCode == HttpStatusCode.NotFound ? null : HttpObject.Of(container, name, Checked(answer, "looked up"));
    }

    public async ValueTask<Stream?> OpenReadAsync(StorageObject content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        using HttpRequestMessage request = (await KeyAsync(
            content.Container, content.Name, Permissions.Read, null, cancellationToken).ConfigureAwait(false)).CreateRequest();
        HttpResponseMessage answer = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (answer.StatusCode != HttpStatusCode.NotFound
            && HttpObject.Of(content.Container, content.Name, Checked(answer, "read")).Revision == content.Revision)
        {
            return await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        }

        answer.Dispose();
        return null;
    }

    public async ValueTask<StorageResult> PublishAsync(
        StorageObject staged, KeyScope target, ObjectProperties properties, bool overwrite, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(staged);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(properties);
        if (await FindAsync(staged.Container, staged.Name, cancellationToken).ConfigureAwait(false) is not { } found)
        {
            return new StorageResult(StorageOutcome.NotFound);
        }

        Stream? content = found.Revision == staged.Revision ? await OpenReadAsync(staged, cancellationToken).ConfigureAwait(false) : null;
        if (content is null)
        {
            return new StorageResult(StorageOutcome.Changed);
        }

        await using (content.ConfigureAwait(false))
        {
            if (!await TryPutAsync(target, content, staged.Length, properties, overwrite, cancellationToken).ConfigureAwait(false))
            {
                return new StorageResult(StorageOutcome.ObjectExists);
            }
        }

        await DeleteAsync(staged.Container, staged.Name, cancellationToken).ConfigureAwait(false);
        return await FindAsync(target.Container, target.Name, cancellationToken).ConfigureAwait(false) is { } published
            ? new StorageResult(StorageOutcome.Completed, published)
            : new StorageResult(StorageOutcome.NotFound);
    }

    public async ValueTask DeleteAsync(string container, string name, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = (await KeyAsync(
            container, name, Permissions.Delete, null, cancellationToken).ConfigureAwait(false)).CreateRequest();
        using HttpResponseMessage answer = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (answer.StatusCode != HttpStatusCode.NotFound)
        {
            Checked(answer, "deleted");
        }
    }

    public async IAsyncEnumerable<StagedItem> ListStagedAsync(
        string container, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Every service lists in words of its own.
        await Task.CompletedTask.ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        yield break;
    }

    public ValueTask<PartUpload> BeginPartsAsync(string container, string name, CancellationToken cancellationToken) => throw NoParts();

    public KeyScope ScopeOfPart(PartUpload upload, int number) => throw NoParts();

    public ValueTask<IReadOnlyList<UploadedPart>?> ListPartsAsync(PartUpload upload, CancellationToken cancellationToken) => throw NoParts();

    public ValueTask<StorageResult> CompletePartsAsync(
        PartUpload upload, IReadOnlyList<UploadedPart> parts, CancellationToken cancellationToken) => throw NoParts();

    public ValueTask AbortPartsAsync(PartUpload upload, CancellationToken cancellationToken) => throw NoParts();

    private static NotSupportedException NoParts() => new("There are no uploads in parts at this store.");

    private async Task<bool> TryPutAsync(
        KeyScope target, Stream content, long length, ObjectProperties properties, bool overwrite, CancellationToken cancellationToken)
    {
        Permissions permission = overwrite ? Permissions.Write : Permissions.Create;
        ConstraintKinds enforced = abilities.EnforcedOn(ResourceKinds.Object, permission) ?? ConstraintKinds.None;
        SignedUrl key = await KeyAsync(
            target.Container,
            target.Name,
            permission,
            new KeyConstraints
            {
                ContentType = enforced.HasFlag(ConstraintKinds.ContentType) ? properties.ContentType : null,
                Metadata = enforced.HasFlag(ConstraintKinds.Metadata) ? properties.Metadata : KeyConstraints.None.Metadata,
            },
            cancellationToken).ConfigureAwait(false);
        using StreamContent body = new(content);
        body.Headers.ContentLength = length;
        using HttpRequestMessage request = key.CreateRequest(body);
        if (request.Content!.Headers.ContentType is null && properties.ContentType is { } type)
        {
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        using HttpResponseMessage answer = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (!overwrite && answer.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed)
        {
            return false;
        }

        Checked(answer, "published");
        return true;
    }

    private async Task<SignedUrl> KeyAsync(
        string container, string name, Permissions permission, KeyConstraints? constraints, CancellationToken cancellationToken) =>
        await StagingPolicy.IssueAsync(
            issuer,
            new KeyRequest(KeyScope.ForObject(container, name), permission)
            {
                Form = KeyForm.SignedUrl,
                Constraints = constraints ?? KeyConstraints.None,
            },
            cancellationToken).ConfigureAwait(false);

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException fault)
        {
            throw ServiceFault.OfOperation("The store does not answer.", fault, status: null);
        }
    }

    private static HttpResponseMessage Checked(HttpResponseMessage answer, string what)
    {
        if (answer.IsSuccessStatusCode)
        {
            return answer;
        }

        using (answer)
        {
            throw ServiceFault.OfOperation(
                $"The store did not let the application's own key be used: an object could not be {what} ({(int)answer.StatusCode}).",
                cause: null,
                answer.StatusCode);
        }
    }
}
