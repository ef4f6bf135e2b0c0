using ValetKey.Local;
using ValetKey.Providers;

namespace ValetKey.Tests.Samples.Uploads;

/// <summary>On local storage, which the sample serves at a port of its own: the page's origin is another.</summary>
[Parallelizable]
internal sealed class UploadsPageLocalTests : UploadsPageTests
{
    protected override Task<UploadsSample> StartSampleAsync() => UploadsSample.StartAsync("local", new Dictionary<string, string>());

    protected override async Task<IReadOnlyList<string>> StagedAsync(UploadsSample sample)
    {
        using LocalStorage storage = LocalStorage.Open(Path.Combine(sample.Folder, "data", "local", "store"));
        List<string> names = [];
        await foreach (StagedItem item in storage.ListStagedAsync("pictures", ".staging/"))
        {
            names.Add(item.Name);
        }

        return names;
    }
}
