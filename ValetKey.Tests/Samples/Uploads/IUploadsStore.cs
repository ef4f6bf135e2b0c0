namespace ValetKey.Tests.Samples.Uploads;

/// <summary>A store for the sample of uploads, looked at by its own means.</summary>
internal interface IUploadsStore : IDisposable
{
    /// <summary>The sample, with this store, which allows its pages what the sample says and no more.</summary>
    Task<UploadsSample> StartAsync();

    /// <summary>The names of what is in staging.</summary>
    Task<IReadOnlyList<string>> StagedAsync(UploadsSample sample);
}
