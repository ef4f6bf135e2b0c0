using System.Buffers;
using System.Text;
using ValetKey.Local.Keys;
using ValetKey.Local.Service;
using ValetKey.Local.Verification;
using ValetKey.Providers;

namespace ValetKey.Local.Signing;

/// <summary>Signs for a local storage service, with the key ring that both share.</summary>
internal sealed class LocalKeySigner(LocalKeyRing ring, HostedAddress address) : IKeySigner
{
    private const int StackBytes = 2048;

    public SignerCapabilities Capabilities => LocalCapabilities.Instance;

    public ValueTask<IssuedKey> SignAsync(KeyGrant grant, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(grant);
        cancellationToken.ThrowIfCancellationRequested();
        byte[] baseUrl = address.BaseUrl;
        int size = TokenSize.AtMost(grant, baseUrl.Length);
        byte[]? rented = size > StackBytes ? ArrayPool<byte>.Shared.Rent(size) : null;
        try
        {
            AsciiWriter writer = new(rented ?? stackalloc byte[StackBytes]);
            return ValueTask.FromResult(Sign(ref writer, grant, baseUrl));
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented, clearArray: true);
            }
        }
    }

    private IssuedKey Sign(ref AsciiWriter writer, KeyGrant grant, byte[] baseUrl)
    {
        LocalSigningKey key = ring.GetActive();
        writer.Raw(baseUrl);
        int endOfContainer = WritePath(ref writer, grant);
        int endOfPath = writer.Length;
        writer.Raw('?');
        TokenText.Write(ref writer, grant, key);
        TokenText.Sign(ref writer, baseUrl.Length, key);

        if (grant is { Form: KeyForm.SignedUrl, Scope.Kind: not ResourceKinds.Queue })
        {
            return new SignedUrl(grant, LocalOperations.MethodOf(grant.Permissions), Text(writer.Written))
            {
                Headers = LocalOperations.HeadersFor(grant.Permissions, grant.Constraints),
            };
        }

        string token = Text(writer.Written[(endOfPath + 1)..]);
        string containerUrl = Text(writer.Written[..endOfContainer]);
        return grant.Form switch
        {
            KeyForm.SignedForm => LocalForm.Create(grant, containerUrl, token),
            KeyForm.SignedUrl => QueueOperations.UrlFor(grant, containerUrl, token),
            _ => new SignedQuery(grant, containerUrl, token, LocalOperations.For(grant)),
        };
    }

    private static string Text(ReadOnlySpan<byte> ascii) => Encoding.ASCII.GetString(ascii);

    /// <summary>
    /// The path that the signature covers: the object's where there is just one request or object, else the container's or queue's.
    /// </summary>
    /// <returns>Where the container or queue ends.</returns>
    private static int WritePath(ref AsciiWriter writer, KeyGrant grant)
    {
        writer.Raw('/');
        if (grant.Scope.Kind == ResourceKinds.Queue)
        {
            writer.Raw(ResourcePath.QueueMark);
        }

        writer.Value(grant.Scope.Container);
        int endOfContainer = writer.Length;
        if (grant.Scope.Kind is ResourceKinds.Object or ResourceKinds.Part && grant.Form != KeyForm.SignedForm)
        {
            writer.Raw('/');
            writer.Path(grant.Scope.Name);
        }

        return endOfContainer;
    }
}
