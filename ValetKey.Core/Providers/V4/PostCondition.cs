namespace ValetKey.Providers;

/// <summary>A condition of a form's policy, and the field that goes with it.</summary>
/// <param name="Kind">How it compares.</param>
/// <param name="Name">The name of what is compared.</param>
/// <param name="Value">What it must be, or begin with.</param>
/// <param name="Field">The field's value; null where the condition is about what no field says.</param>
internal readonly record struct PostCondition(PostComparison Kind, string Name, string Value, string? Field);

internal enum PostComparison
{
    Exact,
    StartsWith,
    LengthRange,
}
