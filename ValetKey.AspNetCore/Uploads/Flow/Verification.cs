using System.Buffers;
using ValetKey.Providers;

namespace ValetKey.AspNetCore.Flow;

/// <summary>Whether what came is what was accepted, by what the store says, and nothing that a client says.</summary>
internal sealed class Verification(UploadSite site)
{
    private const int BufferLength = 256 * 1024;

    /// <summary>What is wrong, for the client to read; null if nothing is.</summary>
    public async Task<string?> FindFaultAsync(UploadRecord upload, StorageObject staged, CancellationToken cancellationToken)
    {
        if (staged.Length != upload.Length)
        {
            return $"The upload has {staged.Length} bytes, and {upload.Length} were declared.";
        }

        if (!upload.Plan.HasParts && upload.ContentType is { } type && staged.ContentType != type && WasBound())
        {
            return $"The upload has another media type than '{type}', which was declared.";
        }

        return upload.Checksum is { } checksum && !await HasAsync(staged, checksum, cancellationToken).ConfigureAwait(false)
            ? $"The upload has another {checksum.Algorithm} checksum than was declared."
            : null;

        bool WasBound() => site.Abilities.EnforcedOn(ResourceKinds.Object, Permissions.Create)?.HasFlag(ConstraintKinds.ContentType) == true;
    }

    /// <summary>What the store has computed is enough; otherwise the content is read.</summary>
    private async Task<bool> HasAsync(StorageObject staged, Checksum checksum, CancellationToken cancellationToken) =>
        checksum.Equals(staged.Checksums.FirstOrDefault(known => known.Algorithm == checksum.Algorithm)
            ?? await ComputeAsync(staged, checksum.Algorithm, cancellationToken).ConfigureAwait(false));

    private async Task<Checksum?> ComputeAsync(StorageObject staged, ChecksumAlgorithm algorithm, CancellationToken cancellationToken)
    {
        Stream? content = await site.Operations.OpenReadAsync(staged, cancellationToken).ConfigureAwait(false);
        if (content is null)
        {
            return null;
        }

        await using (content.ConfigureAwait(false))
        {
            using ChecksumHash hash = new(algorithm);
            byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
            try
            {
                while (await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and int read)
                {
                    hash.Append(buffer.AsSpan(0, read));
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }

            return hash.GetCurrent();
        }
    }
}
