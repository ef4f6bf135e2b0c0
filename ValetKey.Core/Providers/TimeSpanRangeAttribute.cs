using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace ValetKey.Providers;

/// <summary>An option's allowed range, both ends included; the fault names the field, the value and the range.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TimeSpanRangeAttribute : ValidationAttribute
{
    private readonly TimeSpan _minimum;
    private readonly TimeSpan _maximum;

    /// <summary>Creates the attribute.</summary>
    /// <param name="minimum">The least, as <c>[d.]hh:mm:ss</c>.</param>
    /// <param name="maximum">The most, as <c>[d.]hh:mm:ss</c>.</param>
    public TimeSpanRangeAttribute(string minimum, string maximum)
    {
        Minimum = minimum;
        Maximum = maximum;
        _minimum = TimeSpan.Parse(minimum, CultureInfo.InvariantCulture);
        _maximum = TimeSpan.Parse(maximum, CultureInfo.InvariantCulture);
    }

    /// <summary>The least, as <c>[d.]hh:mm:ss</c>.</summary>
    public string Minimum { get; }

    /// <summary>The most, as <c>[d.]hh:mm:ss</c>.</summary>
    public string Maximum { get; }

    /// <inheritdoc/>
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        ArgumentNullException.ThrowIfNull(validationContext);
        return value is not TimeSpan span || (span >= _minimum && span <= _maximum)
            ? ValidationResult.Success
            : new ValidationResult(
                $"{validationContext.DisplayName} is {span:c}; it must be from {_minimum:c} to {_maximum:c}.",
                validationContext.MemberName is { } member ? [member] : null);
    }
}
