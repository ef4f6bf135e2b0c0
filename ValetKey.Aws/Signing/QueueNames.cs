using Amazon;

namespace ValetKey.Aws.Signing;

/// <summary>
/// The names that SQS gives queues: up to 80 letters, digits, hyphens and underscores, and <c>.fifo</c> ("CreateQueue", SQS API Reference).
/// </summary>
internal static class QueueNames
{
    private const string Fifo = ".fifo";

    /// <summary>The URL that SQS gives the queue of an account ("Queue and message identifiers", SQS Developer Guide).</summary>
    public static string UrlOf(string name, string region, string account) =>
        $"https://sqs.{region}.{RegionEndpoint.GetBySystemName(region).PartitionDnsSuffix}/{account}/{name}";

    /// <exception cref="ValetKeyException">It is no such name.</exception>
    public static string Checked(string name)
    {
        string stem = name.EndsWith(Fifo, StringComparison.Ordinal) ? name[..^Fifo.Length] : name;
        return name.Length <= 80 && stem.Length > 0 && stem.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_')
            ? name
            : throw ValetKeyException.InvalidRequest(
                $"The queue '{name}' is no queue's name: up to 80 letters, digits, hyphens and underscores, perhaps ending in {Fifo}.");
    }
}
