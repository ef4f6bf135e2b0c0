namespace ValetKey.Providers;

/// <summary>A time in UTC: half the size of a <see cref="DateTimeOffset"/>, several of which stand in every key.</summary>
internal readonly record struct UtcTime(long Ticks)
{
    public static implicit operator UtcTime(DateTimeOffset time) => new(time.UtcTicks);

    public static implicit operator DateTimeOffset(UtcTime time) => new(time.Ticks, TimeSpan.Zero);
}
