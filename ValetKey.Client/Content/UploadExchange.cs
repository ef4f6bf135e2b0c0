using ValetKey.Client.Transfer;

namespace ValetKey.Client.Content;

/// <summary>A request that brings content.</summary>
internal abstract class UploadExchange(ContentPart content, Action<long> moved) : Exchange
{
    public override HttpContent CreateContent(StallWatch watch) => new PartContent(content, moved, fault => LocalFault = fault, watch);
}
