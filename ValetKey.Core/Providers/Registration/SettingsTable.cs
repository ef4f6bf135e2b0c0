using Microsoft.Extensions.Configuration;
using ValetKey.Configuration;

namespace ValetKey.Providers;

/// <summary>
/// Which settings a section of the configuration has, and how each is read: without reflection, so it works trimmed and compiled ahead of time.
/// </summary>
/// <remarks>
/// An unknown key and a value that cannot be read are faults at start, all told at once. The framework's binder would skip both, and a misspelt limit
/// would be no limit. What only code can set, such as a credential object, is not in the table, so that its name in the configuration is an unknown
/// key.
/// </remarks>
/// <typeparam name="TOptions">The options that the settings go into.</typeparam>
public sealed class SettingsTable<TOptions>
    where TOptions : class
{
    private readonly OrderedDictionary<string, Action<IConfigurationSection, TOptions, List<string>>> _settings =
        new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Func<TOptions, string?>> _files = [];

    /// <summary>The names of the settings, in the order of the table.</summary>
    public IReadOnlyCollection<string> Names => _settings.Keys;

    /// <summary>A text, a secret included: its value is in no fault.</summary>
    /// <param name="name">The key in the configuration; case does not matter.</param>
    /// <param name="set">Takes the value.</param>
    public SettingsTable<TOptions> Text(string name, Action<TOptions, string> set) => Value(name, SettingReaders.Text, set);

    /// <summary>The path of a file. When the options are reloaded and the file's content differs, that counts as a change.</summary>
    /// <inheritdoc cref="Text"/>
    /// <param name="name">The key in the configuration; case does not matter.</param>
    /// <param name="get">Gives the path in use, or null.</param>
    /// <param name="set">Takes the value.</param>
    public SettingsTable<TOptions> File(string name, Func<TOptions, string?> get, Action<TOptions, string> set)
    {
        ArgumentNullException.ThrowIfNull(get);
        _files.Add(get);
        return Text(name, set);
    }

    /// <summary>A time span as <c>[d.]hh:mm[:ss]</c>. A bare number is a fault: it would be taken for days.</summary>
    /// <inheritdoc cref="Text"/>
    public SettingsTable<TOptions> Duration(string name, Action<TOptions, TimeSpan> set) => Value(name, SettingReaders.Duration, set);

    /// <summary><c>true</c> or <c>false</c>.</summary>
    /// <inheritdoc cref="Text"/>
    public SettingsTable<TOptions> Flag(string name, Action<TOptions, bool> set) => Value(name, SettingReaders.Flag, set);

    /// <summary>A whole number, zero or more.</summary>
    /// <inheritdoc cref="Text"/>
    public SettingsTable<TOptions> Number(string name, Action<TOptions, int> set) => Value(name, SettingReaders.Number, set);

    /// <summary>A number of bytes, zero or more.</summary>
    /// <inheritdoc cref="Text"/>
    public SettingsTable<TOptions> Size(string name, Action<TOptions, long> set) => Value(name, SettingReaders.Size, set);

    /// <summary>One of an enumeration's names, or several with commas between; a number is a fault.</summary>
    /// <inheritdoc cref="Text"/>
    /// <typeparam name="TEnum">The enumeration.</typeparam>
    public SettingsTable<TOptions> Choice<TEnum>(string name, Action<TOptions, TEnum> set)
        where TEnum : struct, Enum => Value(name, SettingReaders.Choice, set);

    /// <summary>An absolute URL. A fault shows neither its user nor its query.</summary>
    /// <inheritdoc cref="Text"/>
    public SettingsTable<TOptions> Url(string name, Action<TOptions, Uri> set) => Value(name, SettingReaders.Url, set);

    /// <summary>Texts, numbered from 0 in the configuration; they are added to those that are there.</summary>
    /// <param name="name">The key in the configuration; case does not matter.</param>
    /// <param name="get">Gives the list to add to.</param>
    public SettingsTable<TOptions> Texts(string name, Func<TOptions, ICollection<string>> get) =>
        Items<string>(name, "a list", SettingReaders.Text, (options, _, value) => get(options).Add(value));

    /// <summary>Texts by name.</summary>
    /// <inheritdoc cref="Texts"/>
    public SettingsTable<TOptions> TextMap(string name, Func<TOptions, IDictionary<string, string>> get) =>
        Items<string>(name, "a section of names", SettingReaders.Text, (options, key, value) => get(options)[key] = value);

    /// <summary>Absolute URLs by name.</summary>
    /// <inheritdoc cref="Texts"/>
    public SettingsTable<TOptions> UrlMap(string name, Func<TOptions, IDictionary<string, Uri>> get) =>
        Items<Uri>(name, "a section of names", SettingReaders.Url, (options, key, value) => get(options)[key] = value);

    /// <summary>Numbers of bytes by name.</summary>
    /// <inheritdoc cref="Texts"/>
    public SettingsTable<TOptions> SizeMap(string name, Func<TOptions, IDictionary<string, long>> get) =>
        Items<long>(name, "a section of names", SettingReaders.Size, (options, key, value) => get(options)[key] = value);

    /// <summary>Time spans by name.</summary>
    /// <inheritdoc cref="Texts"/>
    public SettingsTable<TOptions> DurationMap(string name, Func<TOptions, IDictionary<string, TimeSpan>> get) =>
        Items<TimeSpan>(name, "a section of names", SettingReaders.Duration, (options, key, value) => get(options)[key] = value);

    /// <summary>A section with settings of its own.</summary>
    /// <param name="name">The key in the configuration; case does not matter.</param>
    /// <param name="members">The section's settings.</param>
    public SettingsTable<TOptions> Section(string name, SettingsTable<TOptions> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        _files.AddRange(members._files);
        return Add(name, (section, options, faults) =>
        {
            RefuseValue(section, $"a section with {string.Join(", ", members.Names)}", faults);
            members.Bind(section, options, faults);
        });
    }

    internal SettingsTable<TOptions> Items<T>(string name, string expected, SettingReader<T> read, Action<TOptions, string, T> add) =>
        Add(name, (section, options, faults) =>
        {
            RefuseValue(section, expected, faults);
            foreach (IConfigurationSection item in section.GetChildren())
            {
                Read(item, read, value => add(options, item.Key, value), faults);
            }
        });

    internal void Bind(IConfiguration configuration, TOptions options, List<string> faults)
    {
        foreach (IConfigurationSection section in configuration.GetChildren())
        {
            if (_settings.TryGetValue(section.Key, out Action<IConfigurationSection, TOptions, List<string>>? read))
            {
                read(section, options, faults);
            }
            else
            {
                faults.Add($"{section.Path} is not a setting; known are {string.Join(", ", Names)}.");
            }
        }
    }

    /// <summary>The files that the options name.</summary>
    internal IEnumerable<string?> FilesOf(TOptions options) => _files.Select(get => get(options));

    private static void Read<T>(IConfigurationSection section, SettingReader<T> read, Action<T> set, List<string> faults)
    {
        string? fault = read(section.Value, out T value);
        if (section.GetChildren().Any())
        {
            faults.Add($"{section.Path} is a section; it must be a plain value.");
        }
        else if (fault is not null)
        {
            faults.Add($"{section.Path}{fault}");
        }
        else
        {
            set(value);
        }
    }

    /// <summary>
    /// A plain value where members are expected would be dropped; for scopes that would mean no limit at all. It may be a secret, so it is not shown.
    /// </summary>
    private static void RefuseValue(IConfigurationSection section, string expected, List<string> faults)
    {
        if (!string.IsNullOrEmpty(section.Value))
        {
            faults.Add($"{section.Path} is a plain value; it must be {expected}.");
        }
    }

    private SettingsTable<TOptions> Value<T>(string name, SettingReader<T> read, Action<TOptions, T> set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return Add(name, (section, options, faults) => Read(section, read, value => set(options, value), faults));
    }

    private SettingsTable<TOptions> Add(string name, Action<IConfigurationSection, TOptions, List<string>> read)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        _settings.Add(name, read);
        return this;
    }
}
