using ValetKey.Local.Storage;

namespace ValetKey.Local.Limits;

/// <summary>
/// What is stored, and what is on its way, under each quota. The database counts what is stored, refuses what would be too much, and has the last
/// word, for all processes; here uploads of this process are counted before they are stored, so that what cannot be stored is not received.
/// </summary>
internal sealed class Quotas
{
    private readonly ObjectStore _store;
    private readonly List<Quota> _quotas;
    private readonly Lock _reserving = new();

    public Quotas(LocalLimitOptions options, ObjectStore store)
    {
        _store = store;
        _quotas = [.. options.Quotas.Select(quota => new Quota(QuotaScope.Parse(quota.Key), quota.Value))];
        store.SetQuotas([.. _quotas.Select(quota => (quota.Scope.Container, quota.Scope.Prefix, quota.Most))]);
    }

    /// <summary>Sets bytes aside for an upload of an object.</summary>
    /// <returns>False if they are more than some quota leaves.</returns>
    public bool TryReserve(string container, string name, long bytes)
    {
        List<Quota> quotas = Of(container, name);
        if (quotas.Count == 0)
        {
            return true;
        }

        lock (_reserving)
        {
            if (quotas.Exists(quota => bytes > quota.Most - quota.Reserved - _store.QuotaUse(quota.Scope.Container, quota.Scope.Prefix)))
            {
                return false;
            }

            quotas.ForEach(quota => quota.Reserved += bytes);
            return true;
        }
    }

    public void Release(string container, string name, long bytes)
    {
        if (bytes != 0)
        {
            lock (_reserving)
            {
                Of(container, name).ForEach(quota => quota.Reserved -= bytes);
            }
        }
    }

    private List<Quota> Of(string container, string name) => _quotas.FindAll(quota => quota.Scope.Covers(container, name));

    private sealed class Quota(QuotaScope scope, long most)
    {
        public QuotaScope Scope => scope;

        public long Most => most;

        public long Reserved { get; set; }
    }
}
