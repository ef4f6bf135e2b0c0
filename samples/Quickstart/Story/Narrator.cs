using Spectre.Console;
using ValetKey.Samples.Quickstart.Providers;

namespace ValetKey.Samples.Quickstart.Story;

/// <summary>Tells on the console what happens. Looks the same without colours, and in a file.</summary>
internal sealed class Narrator(IAnsiConsole console)
{
    private const int WidestLine = 110;

    public void Introduce(IQuickstartProvider provider)
    {
        Line("ValetKey quickstart", "bold");
        Line($"Storage:  {provider.Description}");
        Line($"Picture:  {Picture.Bytes.Length:N0} bytes, SHA-256 {Picture.Hash[..16]}…");
    }

    public void Chapter(string title)
    {
        console.WriteLine();
        Line($"== {title} ==", "bold teal");
    }

    public void Step(int number, string title)
    {
        console.WriteLine();
        Line($"{number,2}. {title}", "bold");
    }

    public void Asked(KeyRequest request) => Labelled("application asks", RequestText.Describe(request));

    public void Sent(HttpRequestMessage request) => Labelled("client sends", RequestText.Describe(request));

    public void Answered(Answer answer) => Labelled(
        "storage answers", $"{(int)answer.Status} {answer.StatusText}{(answer.Reason is null ? "" : $", reason: {answer.Reason}")}");

    public void Refused(ValetKeyException refusal) => Labelled("ValetKey refuses", refusal.Message, "yellow");

    public void Fact(string fact) => Labelled("", fact);

    public void Surprise(Exception surprise) => Labelled("SURPRISE", surprise.Message, "red");

    /// <returns>Whether everything went as expected.</returns>
    public bool Conclude(IReadOnlyList<StepResult> results)
    {
        Table table = new Table().AddColumns("Step", "Expected", "Happened", "OK");
        foreach (StepResult result in results)
        {
            table.AddRow(
                new Text(result.Title),
                new Text(result.Expected),
                new Text(result.Happened),
                result.IsAsExpected ? new Text("yes", Style.Parse("green")) : new Text("NO", Style.Parse("bold red")));
        }

        console.WriteLine();
        console.Write(table);
        int surprises = results.Count(result => !result.IsAsExpected);
        Line(surprises == 0 ? $"All {results.Count} steps went as expected." : $"{surprises} of {results.Count} steps went otherwise than expected.");
        return surprises == 0;
    }

    private void Labelled(string label, string text, string style = "") =>
        Line(Wrapping.Wrap($"    {label,-16}  ", text, Math.Min(console.Profile.Width, WidestLine)), style);

    private void Line(string text, string style = "") => console.WriteLine(text, style.Length == 0 ? Style.Plain : Style.Parse(style));
}
