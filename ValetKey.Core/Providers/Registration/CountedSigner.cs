namespace ValetKey.Providers;

/// <summary>A signer that is disposed, once, when it is in use no longer: it has been replaced and the last of its callers is done.</summary>
internal sealed class CountedSigner(IKeySigner signer)
{
    /// <summary>Being the current one counts as a use.</summary>
    private int _uses = 1;

    public IKeySigner Signer => signer;

    /// <summary>Counts a use, unless the signer is disposed.</summary>
    public bool TryEnter()
    {
        int uses = Volatile.Read(ref _uses);
        while (uses > 0)
        {
            int found = Interlocked.CompareExchange(ref _uses, uses + 1, uses);
            if (found == uses)
            {
                return true;
            }

            uses = found;
        }

        return false;
    }

    public void Leave()
    {
        if (Interlocked.Decrement(ref _uses) == 0)
        {
            (signer as IDisposable)?.Dispose();
        }
    }
}
