using ValetKey.Local;
using ValetKey.Providers;

namespace ValetKey.Tests.Samples.Uploads;

/// <summary>On local storage, which the sample serves at a port of its own: the page's origin is another.</summary>
internal sealed class UploadsLocalStore : IUploadsStore
{
    public Task<UploadsSample> StartAsync() => UploadsSample.StartAsync("local", new Dictionary<string, string>());

    public async Task<IReadOnlyList<string>> StagedAsync(UploadsSample sample)
    {
        using LocalStorage storage = LocalStorage.Open(Path.Combine(sample.Folder, "data", "local", "store"));
        List<string> names = [];
        await foreach (StagedItem item in storage.ListStagedAsync("pictures", ".staging/"))
        {
            names.Add(item.Name);
        }

        return names;
    }

    public void Dispose()
    {
    }
}
