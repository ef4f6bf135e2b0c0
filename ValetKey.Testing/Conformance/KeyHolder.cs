using ValetKey.Providers;

namespace ValetKey.Testing;

/// <summary>Somebody who has a key: uses it as it is meant, and for what it is not.</summary>
internal sealed class KeyHolder(ConformanceRun run, Cell cell, IssuedKey key)
{
    private string Container => run.Harness.Container;

    /// <summary>The request that the key is for.</summary>
    /// <param name="permission">One of its permissions.</param>
    /// <param name="name">The object's name; with <see cref="Permissions.List"/> the prefix.</param>
    /// <param name="upload">The body, where there is one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<RawRequest> ProperAsync(Permissions permission, string name, Upload upload, CancellationToken cancellationToken)
    {
        HttpContent? content = HasBody(permission) ? upload.ToContent() : null;
        HttpRequestMessage request = key switch
        {
            SignedUrl url => url.CreateRequest(content),
            SignedForm form => form.CreateRequest(upload.ToContent(), name: name),
            SignedQuery query => query.CreateRequest(permission, name, content),
            SignedCookies cookies => cookies.CreateRequest(UrlUnder(cookies.BaseUrl, name), permission.ToHttpMethod()),
            _ => await run.Harness.CreateRequestAsync(
                key, UseOf(permission, Container, name, upload) with { VersionId = key.Scope.VersionId }, cancellationToken),
        };
        return await RawRequest.OfAsync(request, cancellationToken);
    }

    /// <summary>A request for something, wherever it is and whether the key opens it or not.</summary>
    /// <returns>The request; null where there is no way to say it with such a key.</returns>
    public async Task<RawRequest?> IntrudeAsync(
        Permissions wanted, string container, string name, Upload upload, CancellationToken cancellationToken)
    {
        KeyOperation operation = await Donors.FindOperationAsync(run, wanted, cancellationToken);
        switch (key)
        {
            case SignedQuery query:
                return Move(query.BaseUrl, container) is { } place
                    ? Fill(operation, $"{place}{PathOf(operation, name)}?{query.Query}{QueryOf(operation, name)}", upload)
                    : null;
            case SignedUrl url when await SplitAsync(url.Url, cancellationToken) is (string root, string token) && wanted != cell.Permission:
                return Move(root, container) is { } home
                    ? Fill(operation, $"{home}{PathOf(operation, name)}?{token}{QueryOf(operation, name)}", upload)
                    : null;
            case SignedUrl url:
                string? moved = Rename(url.Url, container, name);
                return moved is null ? null
                    : wanted == cell.Permission ? (await ProperAsync(wanted, name, upload, cancellationToken)) with { Url = moved }
                    : Fill(operation, moved, upload);
            case SignedForm:
                RawRequest post = await ProperAsync(cell.Permission, OwnName, upload, cancellationToken);
                return Move(post.Url, container) is { } elsewhere && (wanted is Permissions.Create or Permissions.Write)
                    ? post with { Url = elsewhere, Parts = [.. post.Parts!.Select(part => part.Value == OwnName ? part.WithValue(name) : part)] }
                    : null;
            case SignedCookies cookies:
                RawRequest own = await ProperAsync(Permissions.Read, OwnName, upload, cancellationToken);
                return Rename(own.Url, container, name) is { } other ? Fill(operation, other, upload) with { Headers = own.Headers } : null;
            case var _ when Cell.Of(run.Harness.Capabilities).All(other => other.Permission != wanted):
                return null;
            default:
                return await RawRequest.OfAsync(
                    await run.Harness.CreateRequestAsync(key, UseOf(wanted, container, name, upload), cancellationToken),
                    cancellationToken);
        }
    }

    public static bool HasBody(Permissions permission) =>
        permission is Permissions.Create or Permissions.Write or Permissions.Append or Permissions.Send or Permissions.Update;

    /// <summary>The name that the key's own URL shows.</summary>
    private string OwnName { get; } = NameIn(key.Scope);

    private static string NameIn(KeyScope scope) => scope.Kind switch
    {
        ResourceKinds.Prefix => scope.Name + "object",
        ResourceKinds.Container => "object",
        _ => scope.Name,
    };

    private static KeyUse UseOf(Permissions permission, string container, string name, Upload upload) => new(permission, container, name)
    {
        Content = HasBody(permission) ? upload.Content : default,
        ContentType = HasBody(permission) ? upload.ContentType : null,
    };

    private static RawRequest Fill(KeyOperation operation, string url, Upload upload) => new(operation.Method, url)
    {
        Headers = [.. operation.Headers],
        Body = HasBody(operation.Permission) ? upload.Content : null,
    };

    private static string PathOf(KeyOperation operation, string name) =>
        operation.Path.Replace(KeyOperation.NamePlaceholder, PercentEncoding.EncodePath(name), StringComparison.Ordinal);

    private static string QueryOf(KeyOperation operation, string name) => operation.Query.Length == 0
        ? ""
        : "&" + operation.Query.Replace(KeyOperation.NamePlaceholder, PercentEncoding.Encode(name), StringComparison.Ordinal);

    private string UrlUnder(string baseUrl, string name)
    {
        string covered = key.Scope.Kind == ResourceKinds.Container ? "" : key.Scope.Name;
        return key.Scope.Kind == ResourceKinds.Object
            ? baseUrl
            : $"{baseUrl.TrimEnd('/')}/{PercentEncoding.EncodePath(name[covered.Length..])}";
    }

    /// <summary>
    /// A signed URL without what its operation says of itself, so that another can be said in its place; null where the signer has no signed queries
    /// to tell the one from the other.
    /// </summary>
    private async Task<(string Root, string Token)?> SplitAsync(string url, CancellationToken cancellationToken)
    {
        if (Cell.Of(run.Harness.Capabilities).All(other => other.Form != KeyForm.SignedQuery))
        {
            return null;
        }

        KeyOperation own = await Donors.FindOperationAsync(run, cell.Permission, cancellationToken);
        string[] said = [.. Alterations.Parameters("?" + own.Query).Select(parameter => parameter.Name)];
        string[] parts = url.Split('?', 2);
        string path = PathOf(own, OwnName);
        return parts[0].EndsWith(path, StringComparison.Ordinal)
            ? (parts[0][..^path.Length], string.Join('&', parts[1].Split('&').Where(pair => !said.Contains(pair.Split('=')[0]))))
            : null;
    }

    /// <summary>The URL with another container in it; null where it shows none.</summary>
    private string? Move(string url, string container)
    {
        if (container == Container)
        {
            return url;
        }

        string moved = url
            .Replace($"/{Container}/", $"/{container}/", StringComparison.Ordinal)
            .Replace($"/{Container}?", $"/{container}?", StringComparison.Ordinal)
            .Replace($"//{Container}.", $"//{container}.", StringComparison.Ordinal);
        if (url.EndsWith("/" + Container, StringComparison.Ordinal))
        {
            moved = url[..^Container.Length] + container;
        }

        return moved == url ? null : moved;
    }

    /// <summary>The URL with another name in it, in its path or as the prefix to list.</summary>
    private string? Rename(string url, string container, string name)
    {
        string[] parts = url.Split('?', 2);
        string path = PercentEncoding.EncodePath(OwnName);
        string value = PercentEncoding.Encode(key.Scope.Name);
        if (parts[0].EndsWith("/" + path, StringComparison.Ordinal))
        {
            parts[0] = parts[0][..^path.Length] + PercentEncoding.EncodePath(name);
        }
        else if (parts.Length == 2 && key.Scope.Name.Length > 0 && parts[1].Contains("=" + value, StringComparison.Ordinal))
        {
            parts[1] = parts[1].Replace("=" + value, "=" + PercentEncoding.Encode(name), StringComparison.Ordinal);
        }
        else if (name != key.Scope.Name)
        {
            return null;
        }

        return Move(string.Join('?', parts), container);
    }
}
