using System.Text.Json;

namespace ValetKey.Json;

/// <summary>The names of an enumeration's members in camel case, as JSON has them.</summary>
internal static class EnumNames<TEnum>
    where TEnum : struct, Enum
{
    private static readonly (TEnum Value, string Name)[] Members =
        [.. Enum.GetValues<TEnum>().Select(value => (value, JsonNamingPolicy.CamelCase.ConvertName(value.ToString())))];

    public static IEnumerable<(TEnum Value, string Name)> All => Members;

    /// <summary>The member's name; null if the value is no single member.</summary>
    public static string? Of(TEnum value) =>
        Array.Find(Members, member => EqualityComparer<TEnum>.Default.Equals(member.Value, value)).Name;

    /// <summary>The member of this name; null if there is none.</summary>
    public static TEnum? Find(string? name) =>
        Array.Find(Members, member => member.Name == name) is { Name: not null } found ? found.Value : null;
}
