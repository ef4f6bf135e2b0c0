using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace ValetKey.Testing;

/// <summary>What a run of the suite has shown of one signer. It prints as a few lines.</summary>
public sealed class ConformanceReport
{
    private readonly SignerHarness _harness;
    private readonly Lazy<IReadOnlyList<KnownGap>> _known;
    private readonly ConcurrentDictionary<KnownGap, int> _gaps = new();
    private readonly ConcurrentDictionary<Cell, KnownGap> _excused = new();
    private readonly ConcurrentDictionary<Cell, bool> _shown = new();
    private readonly ConcurrentDictionary<Cell, bool> _held = new();
    private int _cases;
    private int _failed;
    private int _works;
    private int _refusedByService;
    private int _refusedByIssuer;

    internal ConformanceReport(SignerHarness harness)
    {
        _harness = harness;
        _known = new Lazy<IReadOnlyList<KnownGap>>(() => harness.Gaps);
    }

    /// <summary>The cases that ran.</summary>
    public int Cases => _cases;

    /// <summary>The cases that failed.</summary>
    public int Failed => _failed;

    /// <summary>The permissions and constraints that the signer declares, per form and kind of resource.</summary>
    public int Declared => CellCatalog.Of(_harness.Capabilities).Count;

    /// <summary>Those of them for which the service took a proper use.</summary>
    public int ShownToWork => _shown.Count;

    /// <summary>Those of them for which the service refused a misuse.</summary>
    public int ShownToHold => _held.Count;

    /// <summary>The proper uses that the service took.</summary>
    public int Works => _works;

    /// <summary>The misuses that the service refused.</summary>
    public int RefusedByService => _refusedByService;

    /// <summary>The requests for what is not declared that the issuer refused.</summary>
    public int RefusedByIssuer => _refusedByIssuer;

    /// <summary>How often each known gap occurred.</summary>
    public IReadOnlyDictionary<KnownGap, int> Gaps => new Dictionary<KnownGap, int>(_gaps);

    /// <summary>The counts, and each gap with its reason and what proves the cell instead.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"{_harness.Name} at {_harness.Service}: {Cases} cases, {Failed} failed");
        text.AppendLine(CultureInfo.InvariantCulture, $"  declared: {Declared}; shown to work: {ShownToWork}; shown to hold: {ShownToHold}");
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"  {Works} proper uses taken; refused: {RefusedByService} misuses by the service, {RefusedByIssuer} undeclared requests by the issuer");
        text.AppendLine(CultureInfo.InvariantCulture, $"  known and not checked: {_gaps.Values.Sum()} times, by {_gaps.Count} gaps");
        foreach ((KnownGap gap, int count) in _gaps.OrderBy(pair => pair.Key.Probe, StringComparer.Ordinal))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"    {count} x {gap.Probe}: {gap.Reason} Proven by: {gap.ProvenBy}");
        }

        if (_harness.OperationsTriedBy is { } other)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  operations: tried by '{other}'");
        }

        return text.ToString();
    }

    internal void RecordCase(bool passed)
    {
        Interlocked.Increment(ref _cases);
        if (!passed)
        {
            Interlocked.Increment(ref _failed);
        }
    }

    internal void RecordWorking(Cell cell)
    {
        Interlocked.Increment(ref _works);
        _shown[cell] = true;
    }

    internal void RecordRefusal(Cell cell)
    {
        Interlocked.Increment(ref _refusedByService);
        _held[cell] = true;
    }

    /// <summary>The gaps that did not occur.</summary>
    internal IEnumerable<KnownGap> FindStaleGaps() => _known.Value.Where(gap => !_gaps.ContainsKey(gap));

    /// <summary>Cells that were not seen to work, or not seen to hold, and no gap says why.</summary>
    internal IEnumerable<string> FindUnproven()
    {
        foreach (Cell cell in CellCatalog.Of(_harness.Capabilities))
        {
            if (!_shown.ContainsKey(cell) && !_excused.ContainsKey(cell))
            {
                yield return $"{cell}: not seen to work";
            }

            if (!_held.ContainsKey(cell) && !_excused.ContainsKey(cell))
            {
                yield return $"{cell}: not seen to hold";
            }
        }
    }

    internal void RecordIssuerRefusal() => Interlocked.Increment(ref _refusedByIssuer);

    /// <summary>Whether something that should have been refused, or should have worked, is a known gap; then it is counted.</summary>
    internal bool IsKnown(Cell cell, string probe)
    {
        KnownGap? gap = _known.Value.FirstOrDefault(gap => gap.Covers(cell, probe));
        if (gap is not null)
        {
            _excused[cell] = gap;
            Count(gap);
        }

        return gap is not null;
    }

    /// <summary>Whether a case by this name, which is about no single cell, is a known gap; then it is counted.</summary>
    internal bool IsKnown(string name)
    {
        KnownGap? gap = _known.Value.FirstOrDefault(gap => gap.Probe == name);
        if (gap is not null)
        {
            Count(gap);
        }

        return gap is not null;
    }

    private void Count(KnownGap gap) => _gaps.AddOrUpdate(gap, 1, (_, count) => count + 1);
}
