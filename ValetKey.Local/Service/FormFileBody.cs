using Microsoft.AspNetCore.Http;

namespace ValetKey.Local.Service;

/// <summary>The file within a form. A form that breaks off is the client's fault, and is told from a fault of the disk.</summary>
internal sealed class FormFileBody(Stream part) : BodyStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await part.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException and not BadHttpRequestException or InvalidDataException)
        {
            throw new BadHttpRequestException("The form breaks off within its file.", fault);
        }
    }
}
