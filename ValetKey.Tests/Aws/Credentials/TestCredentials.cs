using Amazon.Runtime;

namespace ValetKey.Tests.Aws.Credentials;

/// <summary>Credentials of the SDK's kind that are what the test says, when it says so.</summary>
internal sealed class TestCredentials(Func<int, (ImmutableCredentials Keys, DateTimeOffset? End)> read) : AWSCredentials
{
    private int _reads;
    private DateTime? _expiration;

    public int Reads => Volatile.Read(ref _reads);

    /// <summary>What a reading waits for.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public override DateTime? Expiration => _expiration;

    public static TestCredentials Ending(params DateTimeOffset[] ends) => new(number =>
    {
        int index = Math.Min(number, ends.Length) - 1;
        return (Numbered(index + 1), ends[index]);
    });

    public static ImmutableCredentials Numbered(int number) => new($"ASIA{number:0000}", $"secret{number:0000}", $"token{number:0000}");

    public override ImmutableCredentials GetCredentials() => throw new NotSupportedException("Blocks.");

    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        int number = Interlocked.Increment(ref _reads);
        await Gate;
        (ImmutableCredentials keys, DateTimeOffset? end) = read(number);
        _expiration = end?.UtcDateTime;
        return keys;
    }
}
