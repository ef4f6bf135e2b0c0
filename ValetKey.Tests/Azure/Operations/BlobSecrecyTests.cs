using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Tracing;
using Azure.Core.Diagnostics;
using ValetKey.Providers;
using ValetKey.Tests.Azure.Support;
using static System.Net.HttpStatusCode;

namespace ValetKey.Tests.Azure.Operations;

/// <summary>
/// The key that a copy is made with is in one header of one request, and in nothing that anybody reads: not in what the SDK logs and traces either.
/// </summary>
[NonParallelizable]
internal sealed class BlobSecrecyTests
{
    private readonly ConcurrentQueue<string> _told = [];

    [Test]
    public async Task Signature_for_a_copy_is_in_no_exception_log_or_trace()
    {
        using FakeBlobService service = new();
        using AzureEventSourceListener listener = new((_, message) => _told.Enqueue(message), EventLevel.Verbose);
        using ActivityListener traces = new()
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => _told.Enqueue(string.Join('\n', activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))),
        };
        ActivitySource.AddActivityListener(traces);
        await using TestAccount account = TestAccount.WithOptions(service.Connect);
        StorageObject staged = new("media", "staging/secrecy", 10, "0x8DSTAGED");

        foreach (Func<BlobRequest, HttpResponseMessage?> answer in (Func<BlobRequest, HttpResponseMessage?>[])
        [
            _ => null,
            request => request.Operation == "block" ? FakeBlobService.Refuse(Forbidden, "CannotVerifyCopySource") : null,
            request => request.Operation == "block" ? throw new HttpRequestException("gone") : null,
        ])
        {
            service.Answer = answer;
            try
            {
                StorageResult result = await account.Operations.PublishAsync(staged, KeyScope.ForObject("media", "a"), new ObjectProperties());
                _told.Enqueue(result.ToString());
            }
            catch (ValetKeyException fault)
            {
                _told.Enqueue(fault.ToString());
            }
        }

        string[] told = [.. _told, .. account.Logs.GetSnapshot().Select(record => $"{record.Message} {record.Exception}")];
        told.Should().Contain(text => text.Contains("staging", StringComparison.Ordinal) || text.Contains("comp=block&", StringComparison.Ordinal));
        service.Staged.Should().HaveCount(3);
        foreach (BlobRequest block in service.Staged)
        {
            string signature = block["x-ms-copy-source"]!.Split("sig=")[1];
            signature.Length.Should().BeGreaterThan(40);
            told.Should().NotContain(text => text.Contains(signature, StringComparison.Ordinal)
                || text.Contains(Uri.UnescapeDataString(signature), StringComparison.Ordinal) || text.Contains("sig=", StringComparison.Ordinal));
        }

        string key = TestAccount.Key[..12];
        told.Should().NotContain(text => text.Contains(key, StringComparison.Ordinal));
    }
}
