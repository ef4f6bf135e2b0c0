namespace ValetKey.Tests.Support;

/// <summary>Draws from a seed, so that a case that fails can be drawn again.</summary>
internal abstract class CaseGenerator(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>Gets what names are put together from: all that is escaped, or looks as if it were, and all that is not.</summary>
    protected static IReadOnlyList<string> Pieces { get; } =
    [
        "a", "Z", "7", " ", "  ", "+", "%", "%20", "%2F", "#", "?", "&", "=", "'", "\"", "(", ")", "!", "*", "~", "-", "_", ".x",
        ",", ";", ":", "@", "$", "[", "]", "{", "}", "|", "^", "`", "<", ">", "//", "/",
        "é", "ü", "日本", "😀", "𝒳", "\u00a0", "e\u0301", "file.txt", "2024-01-01T00:00:00",
    ];

    public bool Chance(double probability) => _random.NextDouble() < probability;

    public int Number(int minimum, int maximum) => _random.Next(minimum, maximum + 1);

    public T Pick<T>(params IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    protected void Fill(byte[] bytes) => _random.NextBytes(bytes);
}
