using System.Runtime.CompilerServices;

namespace ValetKey.Tests.Support;

/// <summary>Waits for what happens on other threads and tells nobody. Where something can be awaited, that is awaited.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

    /// <summary>Returns as soon as the condition holds, and fails with its text if it does not in two minutes.</summary>
    public static Task TrueAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string text = "") =>
        TrueAsync(() => Task.FromResult(condition()), text);

    /// <inheritdoc cref="TrueAsync(Func{bool}, string)"/>
    public static async Task TrueAsync(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string text = "")
    {
        for (long started = TimeProvider.System.GetTimestamp(); !await condition();)
        {
            TimeProvider.System.GetElapsedTime(started).Should().BeLessThan(Deadline, "{0} should have come true", text);
            await Task.Delay(Pause);
        }
    }

    /// <summary>Gives what must not happen a moment to show itself. A slow machine may miss it, but never fails without cause.</summary>
    public static async Task NeverAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string text = "")
    {
        await Task.Delay(Moment);
        condition().Should().BeFalse("{0} should not have come true", text);
    }
}
