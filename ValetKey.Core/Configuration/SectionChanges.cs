using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using static System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes;

namespace ValetKey.Configuration;

/// <summary>
/// Has options of one name read again when their sections say something new. A configuration announces every reload, and to all its sections, however
/// little changed: without this, a credential object that code makes would be a new one each time, and what was fetched with it would be lost.
/// </summary>
internal sealed class SectionChanges<[DynamicallyAccessedMembers(PublicParameterlessConstructor)] TOptions>
    : IOptionsChangeTokenSource<TOptions>, IDisposable
    where TOptions : class, new()
{
    private readonly SectionBinding<TOptions>[] _sections;
    private readonly IDisposable _subscription;
    private readonly Lock _reading = new();
    private KeyValuePair<string, string?>[] _known;
    private CancellationTokenSource _changed = new();

    public SectionChanges(string name, IEnumerable<SectionBinding<TOptions>> sections)
    {
        Name = name;
        _sections = [.. sections.Where(section => section.IsFor(name))];
        _known = Read();
        _subscription = ChangeToken.OnChange(
            () => new CompositeChangeToken([.. _sections.Select(section => section.Section.GetReloadToken())]), Compare);
    }

    public string Name { get; }

    public IChangeToken GetChangeToken() => new CancellationChangeToken(Volatile.Read(ref _changed).Token);

    public void Dispose()
    {
        _subscription.Dispose();
        _changed.Dispose();
    }

    private KeyValuePair<string, string?>[] Read() => [.. _sections.SelectMany(section => section.Read())];

    private void Compare()
    {
        lock (_reading)
        {
            KeyValuePair<string, string?>[] now = Read();
            if (now.SequenceEqual(_known))
            {
                return;
            }

            _known = now;
        }

        Interlocked.Exchange(ref _changed, new CancellationTokenSource()).Cancel();
    }
}
