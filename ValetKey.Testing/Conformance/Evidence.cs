using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging;
using ValetKey.Diagnostics;

namespace ValetKey.Testing;

/// <summary>All that the application under test lets others see: its logs at every level, and its traces.</summary>
internal sealed class Evidence : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<string> _texts = new();
    private readonly ActivityListener _listener;

    public Evidence()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ValetKeyTelemetry.ActivitySourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Record,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>What was seen so far. Traces are heard from the whole process, so there may be more at any moment.</summary>
    public string[] Texts => _texts.ToArray();

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        _texts.Enqueue(Describe(state));
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _texts.Enqueue($"{formatter(state, exception)} {Describe(state)} {exception}");

    public void Dispose() => _listener.Dispose();

    private static string Describe<TState>(TState state) => state is IEnumerable<KeyValuePair<string, object?>> values
        ? string.Join(' ', values.Select(pair => $"{pair.Key}={pair.Value}"))
        : state?.ToString() ?? "";

    private void Record(Activity activity)
    {
        StringBuilder text = new();
        text.Append(activity.DisplayName).Append(' ').Append(activity.StatusDescription).Append(' ').Append(Describe(activity.TagObjects));
        foreach (ActivityEvent happened in activity.Events)
        {
            text.Append(' ').Append(happened.Name).Append(' ').Append(Describe(happened.Tags));
        }

        _texts.Enqueue(text.ToString());
    }
}
