using ValetKey.Samples.Quickstart.Providers;

namespace ValetKey.Samples.Quickstart.Story;

/// <summary>Runs the steps one after another and remembers how each went.</summary>
internal sealed class Storyteller(IValetKeyIssuer issuer, HttpClient client, IQuickstartProvider provider, Narrator narrator)
{
    private readonly List<StepResult> _results = [];

    public IReadOnlyList<StepResult> Results => _results;

    public IQuickstartProvider Provider => provider;

    /// <summary>The object that most of the story is about.</summary>
    public KeyScope Avatar => Object("users/42/avatar.png");

    public KeyScope Object(string name) => KeyScope.ForObject(provider.Container, name);

    public void Chapter(string title) => narrator.Chapter(title);

    /// <summary>A step that every provider must be able to take.</summary>
    public Task TellAsync(string title, string expected, Func<Step, Task> act) => TellAsync(title, expected, isOptional: false, act);

    /// <summary>
    /// A step that needs a key not every provider can make. Then ValetKey refuses to issue it and says why: it drops no constraint in silence.
    /// </summary>
    public Task TellIfOfferedAsync(string title, string expected, Func<Step, Task> act) => TellAsync(title, expected, isOptional: true, act);

    private async Task TellAsync(string title, string expected, bool isOptional, Func<Step, Task> act)
    {
        narrator.Step(_results.Count + 1, title);
        Step step = new(issuer, client, provider, narrator);
        StepResult result = new(title, expected, "", IsAsExpected: true);
        try
        {
            await act(step);
            result = result with { Happened = step.Happened };
        }
        catch (ValetKeyException refusal) when (isOptional && refusal.Reason == ValetKeyErrorReason.Unsupported)
        {
            narrator.Refused(refusal);
            result = result with { Happened = "not offered: no key issued" };
        }
        catch (Exception surprise)
        {
            narrator.Surprise(surprise);
            result = result with { Happened = $"{step.Happened} {surprise.Message}".TrimStart(), IsAsExpected = false };
        }

        _results.Add(result);
    }
}
