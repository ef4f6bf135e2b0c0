namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Lets others find the one local storage without being told its name.</summary>
internal sealed record LocalStorageName(string Name)
{
    /// <exception cref="InvalidOperationException">There is none, or there are several.</exception>
    public static string TheOnly(IServiceProvider services)
    {
        LocalStorageName[] names = [.. services.GetServices<LocalStorageName>()];
        return names switch
        {
            [LocalStorageName only] => only.Name,
            [] => throw new InvalidOperationException("There is no local storage; call AddValetKey().AddLocalStorage(…) first."),
            _ => throw new InvalidOperationException(
                $"There are several local storages; name one of {string.Join(", ", names.Select(storage => storage.Name))}."),
        };
    }
}
