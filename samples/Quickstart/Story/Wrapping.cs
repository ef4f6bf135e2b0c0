using System.Text;

namespace ValetKey.Samples.Quickstart.Story;

/// <summary>Breaks long text at spaces and before <c>&amp;</c>, with the further lines indented as the first.</summary>
internal static class Wrapping
{
    public static string Wrap(string head, string text, int width)
    {
        StringBuilder lines = new(head);
        int room = Math.Max(20, width - head.Length - 1);
        int column = 0;
        foreach (string piece in Pieces(text))
        {
            if (column > 0 && column + piece.TrimEnd().Length > room)
            {
                lines.Append('\n').Append(' ', head.Length);
                column = 0;
            }

            lines.Append(piece);
            column += piece.Length;
        }

        return lines.ToString();
    }

    private static IEnumerable<string> Pieces(string text)
    {
        int start = 0;
        for (int i = 1; i < text.Length; i++)
        {
            if (text[i] == '&' || text[i - 1] == ' ')
            {
                yield return text[start..i];
                start = i;
            }
        }

        yield return text[start..];
    }
}
