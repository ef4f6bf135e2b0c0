namespace ValetKey.Providers;

/// <summary>Checks the names that stand behind the application's names for containers.</summary>
public static class ContainerNames
{
    /// <summary>What is wrong with them, each fault a sentence.</summary>
    /// <param name="field">The name of the setting.</param>
    /// <param name="names">The setting.</param>
    /// <param name="faultOf">What is wrong with one name, as the end of a sentence, or null.</param>
    public static IEnumerable<string> Faults(string field, IDictionary<string, string> names, Func<string, string?> faultOf)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(faultOf);
        return names.Select(name => (name.Key, name.Value, Fault: faultOf(name.Value ?? "")))
            .Where(name => name.Fault is not null)
            .Select(name => $"{field} maps '{name.Key}' to '{name.Value}', which {name.Fault}.");
    }
}
