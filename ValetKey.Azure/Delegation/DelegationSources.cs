namespace ValetKey.Azure.Delegation;

/// <summary>Where the user delegation keys of an account come from: each service has its own.</summary>
internal sealed class DelegationSources(IDelegationKeySource blobs, IDelegationKeySource queues) : IDisposable
{
    public IDelegationKeySource Of(KeyScope scope) => scope.Kind == ResourceKinds.Queue ? queues : blobs;

    public void Dispose()
    {
        (blobs as IDisposable)?.Dispose();
        (queues as IDisposable)?.Dispose();
    }
}
