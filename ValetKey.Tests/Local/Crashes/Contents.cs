namespace ValetKey.Tests.Local.Crashes;

/// <summary>Contents that no two changes share: of no bytes, of some, around what the database takes in, and of megabytes.</summary>
internal static class Contents
{
    private const int LargestInRow = 64 * 1024;

    public static byte[] Some(Random random)
    {
        byte[] content = new byte[random.Next(40) switch
        {
            0 => 0,
            < 12 => random.Next(1, 200),
            < 20 => 4096,
            < 26 => LargestInRow + random.Next(-1, 2),
            < 39 => random.Next(LargestInRow, 300_000),
            _ => 3_000_000,
        }];
        random.NextBytes(content);
        return content;
    }
}
