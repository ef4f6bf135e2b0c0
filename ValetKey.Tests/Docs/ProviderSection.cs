using System.Globalization;
using System.Text;
using ValetKey.Providers;
using ValetKey.Testing;

namespace ValetKey.Tests.Docs;

/// <summary>One signer on the page about providers: a matrix of constraints and forms, with what proves each, and the details under it.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Capabilities">What it declares.</param>
/// <param name="Harness">The harness that shows it.</param>
/// <param name="Otherwise">What proves that which the harness's service does not even declare.</param>
internal sealed record ProviderSection(string Title, SignerCapabilities Capabilities, SignerHarness Harness, ConformanceProof? Otherwise = null)
{
    private static readonly (ConstraintKinds Kind, string Words)[] Rows =
    [
        (ConstraintKinds.ContentType, "content type"), (ConstraintKinds.ContentTypeFamily, "family of content types"),
        (ConstraintKinds.ExactLength, "exact length"), (ConstraintKinds.LengthRange, "range of lengths"),
        (ConstraintKinds.ChecksumMd5, "MD5"), (ConstraintKinds.ChecksumSha256, "SHA-256"),
        (ConstraintKinds.ChecksumCrc32C, "CRC-32C"), (ConstraintKinds.ChecksumCrc64Nvme, "CRC-64/NVME"),
        (ConstraintKinds.Metadata, "metadata"), (ConstraintKinds.Response, "headers of the response"),
        (ConstraintKinds.ClientNetwork, "client's network"), (ConstraintKinds.ClientAddressRange, "range of client addresses"),
        (ConstraintKinds.NotBefore, "start in the future"), (ConstraintKinds.HttpsOnly, "https only"), (ConstraintKinds.SingleUse, "single use"),
    ];

    public string Write()
    {
        KeyForm[] forms = [.. Capabilities.Forms.Select(form => form.Form).Distinct()];
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"### {Title}\n");
        text.AppendLine(CultureInfo.InvariantCulture, $"| | {string.Join(" | ", forms)} |");
        text.AppendLine(CultureInfo.InvariantCulture, $"|---|{string.Concat(forms.Select(_ => "---|"))}");
        text.AppendLine(CultureInfo.InvariantCulture, $"| opens | {string.Join(" | ", forms.Select(Opens))} |");
        foreach ((ConstraintKinds kind, string words) in Rows)
        {
            string[] marks = [.. forms.Select(form => Mark(form, kind))];
            if (marks.Any(mark => mark != "–"))
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"| {words} | {string.Join(" | ", marks)} |");
            }
        }

        int cases = SignerConformance.Cases(Harness).Count;
        text.AppendLine(CultureInfo.InvariantCulture, $"\nShown in {cases:N0} cases at {Harness.Service}.{Elsewhere()}\n");
        text.AppendLine("<details><summary>By permission, and what was not checked there</summary>\n");
        text.AppendLine(CapabilityTable.Of(Capabilities));
        foreach (KnownGap gap in Harness.Gaps.OrderBy(gap => gap.Probe, StringComparer.Ordinal))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"- `{gap.Probe}`{Where(gap)}: {gap.Reason} Proven by: {gap.ProvenBy}.");
        }

        text.AppendLine("\n</details>\n");
        return text.ToString().ReplaceLineEndings("\n");
    }

    private string Elsewhere() => Otherwise is null ? "" : $" What that does not know, marked ◐, is proven by: {Otherwise}.";

    private string Opens(KeyForm form)
    {
        IEnumerable<Cell> available = Cell.Of(Capabilities).Where(cell => cell.Form == form);
        string[] kinds = [.. available.Select(cell => cell.Resource).Distinct().Order().Select(kind => kind.ToString().ToLowerInvariant())];
        return kinds.Length > 0 ? string.Join(", ", kinds) : $"○ {NeedsOf(Capabilities.Forms.First(one => one.Form == form))}";
    }

    /// <summary>Shown at the service, proven otherwise, possible with a setting, or refused.</summary>
    private string Mark(KeyForm form, ConstraintKinds kind)
    {
        Cell[] cells = [.. CellCatalog.Of(Capabilities).Where(cell => cell.Form == form && cell.Constraint == kind)];
        if (cells.Length == 0)
        {
            FormCapability? needed = Capabilities.Forms.FirstOrDefault(one => one.Form == form && one.Requirement is not null && Enforces(one, kind));
            return needed is null ? "–" : $"○ {NeedsOf(needed)}";
        }

        IReadOnlyList<Cell> tried = CellCatalog.Of(Harness.Capabilities);
        bool isShown = cells.Any(cell => tried.Contains(cell) && !Harness.Gaps.Any(gap => Excuses(gap, cell)));
        return (isShown, Harness.Service.Kind) switch
        {
            (true, ConformanceProofKind.RealServer) => "●",
            (true, _) => "◑",
            _ => "◐",
        };
    }

    private static string NeedsOf(FormCapability form) => $"with `{form.Requirement}`";

    private static bool Enforces(FormCapability form, ConstraintKinds kind) =>
        form.Rules.Any(rule => ConstraintSample.WithImplied(rule.Enforces).HasFlag(kind));

    /// <summary>Whether because of the gap the service has not shown this constraint: for that the gap names it, or excuses everything.</summary>
    private static bool Excuses(KnownGap gap, Cell cell) =>
        (gap.Constraints != ConstraintKinds.None || gap.Probe is "*" or KnownGap.Works) && gap.Covers(cell, gap.Probe);

    private static string Where(KnownGap gap)
    {
        IEnumerable<string> limits =
        [
            .. gap.Forms.Select(form => form.ToString()),
            .. new object[] { gap.Permissions, gap.Resources, gap.Constraints }.Select(limit => $"{limit}").Where(limit => limit != "None"),
        ];
        string text = string.Join("; ", limits);
        return text.Length == 0 ? "" : $" ({text})";
    }
}
