namespace ValetKey.Providers;

/// <summary>A value with the time during which it is in force.</summary>
/// <typeparam name="TValue">What is leased. It is cleared when it has been replaced, if it is <see cref="IDisposable"/>.</typeparam>
/// <param name="value">The value.</param>
/// <param name="expiresAt">The end, by the service's clock; null for a value that has none.</param>
/// <param name="startsAt">The start; null for a value that is in force since ever.</param>
public sealed class Lease<TValue>(TValue value, DateTimeOffset? expiresAt = null, DateTimeOffset? startsAt = null)
    where TValue : class
{
    /// <summary>The value.</summary>
    public TValue Value { get; } = value;

    /// <summary>The end; <see cref="DateTimeOffset.MaxValue"/> where there is none.</summary>
    public DateTimeOffset ExpiresAt { get; } = expiresAt ?? DateTimeOffset.MaxValue;

    /// <summary>The start; <see cref="DateTimeOffset.MinValue"/> where there is none.</summary>
    public DateTimeOffset StartsAt { get; } = startsAt ?? DateTimeOffset.MinValue;

    /// <summary>The end, and nothing of the value.</summary>
    public override string ToString() => $"lease until {ExpiresAt:u} [secret]";
}
