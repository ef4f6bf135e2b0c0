using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace ValetKey.Tests.Aws.Sessions;

/// <summary>A token service in memory: keeps what it is asked, and gives out numbered sessions.</summary>
internal sealed class FakeTokenService() : AmazonSecurityTokenServiceClient(
    new BasicAWSCredentials("AKIAIOSFODNN7EXAMPLE", "unused"), new AmazonSecurityTokenServiceConfig { ServiceURL = "http://127.0.0.1:9" })
{
    private readonly Lock _counting = new();

    public List<AssumeRoleRequest> Requests { get; } = [];

    public Exception? Fault { get; set; }

    /// <summary>What a call waits for.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public Func<DateTimeOffset> Now { get; set; } = () => S3.Support.TestStore.Start;

    public static string SecretOf(int number) => $"sessionSecret{number:000}/bPxRfiCYEXAMPLEKEY";

    public override async Task<AssumeRoleResponse> AssumeRoleAsync(AssumeRoleRequest request, CancellationToken cancellationToken = default)
    {
        int number;
        lock (_counting)
        {
            Requests.Add(request);
            number = Requests.Count;
        }

        await Gate.WaitAsync(cancellationToken);
        return Fault is null
            ? new AssumeRoleResponse
            {
                Credentials = new()
                {
                    AccessKeyId = $"ASIA{number:0000}",
                    SecretAccessKey = SecretOf(number),
                    SessionToken = $"sessionToken{number:000}+/=",
                    Expiration = Now().UtcDateTime.AddSeconds(request.DurationSeconds ?? 3600),
                },
            }
            : throw Fault;
    }
}
