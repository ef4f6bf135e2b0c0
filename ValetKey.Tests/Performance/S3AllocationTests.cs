using System.Diagnostics.Metrics;
using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace ValetKey.Tests.Performance;

/// <summary>What issuing for S3 allocates.</summary>
[NonParallelizable]
internal sealed class S3AllocationTests : AllocationTestBase
{
    [TestCase("download", 1200)]
    [TestCase("stable download", 1200)]
    [TestCase("upload", 1400)]
    [TestCase("form", 2400)]
    public void S3_url_allocates_little_more_than_itself(string what, int most)
    {
        using ServiceProvider services = Wire(builder => builder.AddAmazonS3("test", options =>
        {
            options.Region = "eu-west-1";
            options.Credentials = new BasicAWSCredentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
        }));
        IValetKeyIssuer issuer = services.GetRequiredService<IValetKeyIssuer>();
        issuer.IssueAsync(Requests[what]).AsTask().GetAwaiter().GetResult(); // The first waits for the credentials.

        BytesPerCall(() => Issue(issuer, Requests[what])).Should().BeInRange(0, most);
    }

    [Test]
    public void S3_url_with_a_policy_the_audit_and_metrics_on_takes_1200_bytes_at_most()
    {
        using MeterListener metrics = new() { InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument) };
        metrics.Start();
        using ServiceProvider services = Wire(builder => builder
            .AddPolicy(new Everything())
            .AddAuditSink(new Everything())
            .AddAmazonS3("test", options =>
            {
                options.Region = "eu-west-1";
                options.Credentials = new BasicAWSCredentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
            }));
        IValetKeyIssuer issuer = services.GetRequiredService<IValetKeyIssuer>();
        issuer.IssueAsync(Requests["download"]).AsTask().GetAwaiter().GetResult(); // The first waits for the credentials.

        BytesPerCall(() => Issue(issuer, Requests["download"])).Should().BeInRange(0, 1200);
    }

    private sealed class Everything : IKeyPolicy, IKeyAuditSink
    {
        public ValueTask<KeyRequest> EvaluateAsync(KeyRequest request, KeyPolicyContext context, CancellationToken cancellationToken) => new(request);

        public ValueTask WriteAsync(KeyAuditEvent auditEvent, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
