using Microsoft.Extensions.DependencyInjection;

namespace ValetKey.AspNetCore.Flow;

/// <summary>Calls the application's handler, each time a new one in a scope of its own, as its services may want.</summary>
internal sealed class HandlerCalls(IServiceScopeFactory scopes, string name)
{
    public async ValueTask<T> AskAsync<T>(Func<UploadHandler, ValueTask<T>> ask)
    {
        AsyncServiceScope scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            return await ask(scope.ServiceProvider.GetRequiredKeyedService<UploadHandler>(name)).ConfigureAwait(false);
        }
    }

    public async ValueTask TellAsync(SettledUpload upload, CancellationToken cancellationToken) => await AskAsync(async handler =>
    {
        Func<SettledUpload, CancellationToken, ValueTask> tell = upload.Upload.State switch
        {
            UploadState.Published => handler.CompletedAsync,
            UploadState.Rejected => handler.RejectedAsync,
            _ => handler.AbandonedAsync,
        };
        await tell(upload, cancellationToken).ConfigureAwait(false);
        return true;
    }).ConfigureAwait(false);
}
