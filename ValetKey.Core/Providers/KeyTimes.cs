namespace ValetKey.Providers;

/// <summary>When a key was issued, begins and ends.</summary>
internal struct KeyTimes
{
    public UtcTime Issued;
    public UtcTime Start;
    public UtcTime End;
}
