namespace ValetKey.Providers;

/// <summary>When a key was issued, begins and ends, in ticks of UTC: half the size of the times themselves, and made for every key.</summary>
internal struct KeyTimes
{
    public long Issued;
    public long Start;
    public long End;
}
