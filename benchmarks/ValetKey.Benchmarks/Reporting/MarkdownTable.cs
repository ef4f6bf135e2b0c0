using System.Globalization;

namespace ValetKey.Benchmarks.Reporting;

/// <summary>A table that is written row by row, at a console as in the document. The first column is text, the others are figures.</summary>
internal sealed class MarkdownTable
{
    private const int NameWidth = 38;

    private readonly Action<string> _write;
    private readonly int[] _widths;

    public MarkdownTable(Action<string> write, params IReadOnlyList<string> headings)
    {
        _write = write;
        _widths = [NameWidth, .. headings.Skip(1).Select(heading => Math.Max(heading.Length, 9))];
        Write(headings);
        write($"|{string.Join('|', _widths.Select((width, column) => new string('-', width + 1) + (column == 0 ? "-" : ":")))}|");
    }

    public void Add(string name, params FormattableString[] figures) =>
        Write([name, .. figures.Select(figure => figure.ToString(CultureInfo.InvariantCulture))]);

    private void Write(IReadOnlyList<string> cells) => _write($"| {string.Join(" | ", cells.Select(Pad))} |");

    private string Pad(string cell, int column) => column == 0 ? cell.PadRight(_widths[0]) : cell.PadLeft(_widths[column]);
}
