using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using ValetKey.Configuration;

namespace ValetKey.Providers;

/// <summary>What a signer was made of: its options and the content of the files that they name.</summary>
internal sealed class OptionsState<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TOptions>(
    TOptions options, SettingsTable<TOptions>? settings)
    where TOptions : class
{
    private static readonly PropertyInfo[] Properties = typeof(TOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance);

    private readonly TOptions _options = options;
    private readonly string[] _files = [.. FileStamps.Of(settings, options)];

    /// <summary>
    /// Every public property is compared, by its own equality or item by item: one that was forgotten here would be a change that is never seen. An
    /// object without an equality of its own is the same only if it is the same object.
    /// </summary>
    public bool IsSame(OptionsState<TOptions> other) =>
        _files.SequenceEqual(other._files)
        && Array.TrueForAll(Properties, property => AreSame(property.GetValue(_options), property.GetValue(other._options)));

    private static bool AreSame(object? one, object? other) =>
        Equals(one, other)
        || (one is IEnumerable these and not string && other is IEnumerable those && these.Cast<object>().SequenceEqual(those.Cast<object>()));
}
