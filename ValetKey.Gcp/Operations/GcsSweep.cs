using System.Runtime.CompilerServices;
using ValetKey.Providers;
using Object = Google.Apis.Storage.v1.Data.Object;

namespace ValetKey.Gcp.Operations;

/// <summary>Lists what is under a prefix: objects, and the parts of an upload, with what was joined of them on the way, as one upload.</summary>
internal sealed class GcsSweep(GcsStore store, GcsObjects objects)
{
    public async IAsyncEnumerable<StagedItem> ListAsync(
        string container, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        StagedItem? upload = null; // Its objects come one after the other.
        await foreach (Object found in objects.ListAsync(store.PrefixOf(container, prefix), cancellationToken).ConfigureAwait(false))
        {
            DateTimeOffset time = found.TimeCreatedDateTimeOffset ?? default;
            PartUpload? owner = UploadOf(container, found.Name);
            if (upload is not null && upload.Upload != owner)
            {
                yield return upload;
                upload = null;
            }

            if (owner is null)
            {
                yield return new StagedItem(container, found.Name, time);
            }
            else
            {
                upload = new StagedItem(container, owner.Name, upload?.LastModified > time ? upload.LastModified : time, owner);
            }
        }

        if (upload is not null)
        {
            yield return upload;
        }
    }

    /// <summary>Whatever lies beside an upload's parts is the upload's.</summary>
    private static PartUpload? UploadOf(string container, string name) =>
        PartNames.TryParse(container, $"{name[..(name.LastIndexOf('/') + 1)]}00001", out PartUpload? upload, out _) ? upload : null;
}
