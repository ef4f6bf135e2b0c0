namespace ValetKey.Providers;

/// <summary>The slots that count, so many and no more. Not thread-safe.</summary>
internal sealed class LeaseShelf<TKey, TValue>(int capacity)
    where TKey : notnull
    where TValue : class
{
    /// <summary>
    /// So many are looked at to find one that may go: enough to find an idle one if there are many, and few enough to cost nothing beside a call.
    /// </summary>
    private const int Sample = 64;

    private readonly List<LeaseSlot<TKey, TValue>> _slots = [];
    private int _hand;

    /// <summary>Adds a slot, in the place of another if there is no room.</summary>
    /// <returns>The slot that has to go, if any.</returns>
    public LeaseSlot<TKey, TValue>? Add(LeaseSlot<TKey, TValue> slot, DateTimeOffset now)
    {
        if (_slots.Count < capacity)
        {
            _slots.Add(slot);
            return null;
        }

        int place = FindPlace(now);
        LeaseSlot<TKey, TValue> gone = _slots[place];
        _slots[place] = slot;
        return gone;
    }

    /// <summary>
    /// An idle one, or else the one that was not used for the longest time. One whose call is under way stays, so that no second call is made beside
    /// it.
    /// </summary>
    private int FindPlace(DateTimeOffset now)
    {
        int best = _hand % _slots.Count;
        (bool IsUnderWay, bool IsHeld, long LastUsed) least = (true, true, long.MaxValue);
        for (int looked = Math.Min(Sample, _slots.Count); looked > 0; looked--, _hand = (_hand + 1) % _slots.Count)
        {
            LeaseSlot<TKey, TValue> slot = _slots[_hand];
            (bool, bool, long) rank = (slot.IsUnderWay, !slot.IsIdle(now), slot.LastUsed);
            if (rank.CompareTo(least) < 0)
            {
                (best, least) = (_hand, rank);
            }
        }

        return best;
    }
}
