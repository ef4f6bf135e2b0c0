using Google.Apis.Auth.OAuth2;

namespace ValetKey.Gcp.Downscoping;

/// <summary>The application's own credential, found when it is first needed and scoped to make tokens. A failed search is tried again by the next.</summary>
internal sealed class ApplicationCredential(Func<Task<GoogleCredential>> find) : ITokenAccessWithHeaders
{
    private const string Scope = "https://www.googleapis.com/auth/cloud-platform";

    private readonly Lock _searching = new();
    private Task<ITokenAccessWithHeaders>? _search;

    public async Task<AccessTokenWithHeaders> GetAccessTokenWithHeadersForRequestAsync(string? authUri = null, CancellationToken cancellationToken = default)
    {
        ITokenAccessWithHeaders credential = await Search().WaitAsync(cancellationToken).ConfigureAwait(false);
        return await credential.GetAccessTokenWithHeadersForRequestAsync(authUri, cancellationToken).ConfigureAwait(false);
    }

    public async Task<string> GetAccessTokenForRequestAsync(string? authUri = null, CancellationToken cancellationToken = default) =>
        (await GetAccessTokenWithHeadersForRequestAsync(authUri, cancellationToken).ConfigureAwait(false)).AccessToken;

    private Task<ITokenAccessWithHeaders> Search()
    {
        lock (_searching)
        {
            if (_search is null || _search.IsFaulted || _search.IsCanceled)
            {
                _search = Task.Run(SearchAsync); // The library reads files and asks the metadata server, not all of it asynchronously.
            }

            return _search;
        }
    }

    private async Task<ITokenAccessWithHeaders> SearchAsync() => (await find().ConfigureAwait(false)).CreateScoped(Scope);
}
