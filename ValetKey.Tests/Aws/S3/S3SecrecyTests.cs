using System.Net;
using Amazon.Runtime;
using Amazon.SecurityToken;
using ValetKey.Tests.Aws.Credentials;
using ValetKey.Tests.Aws.S3.Support;
using ValetKey.Tests.Aws.Sessions;

namespace ValetKey.Tests.Aws.S3;

/// <summary>Keys are issued and refused in every way, and every message, log and text is searched for secrets and signatures.</summary>
internal sealed class S3SecrecyTests
{
    private readonly List<string> _told = [];

    [Test]
    public async Task Nothing_that_is_told_holds_a_secret()
    {
        string[] secrets =
        [
            TestStore.Secret,
            .. Enumerable.Range(1, 9)
                .SelectMany(i => new[] { FakeTokenService.SecretOf(i), $"sessionToken{i:000}", $"secret{i:0000}", $"token{i:0000}" }),
        ];
        using FakeTokenService sts = new();
        List<string> signatures = [];

        await using (TestStore store = new(sts: sts))
        {
            foreach (KeyRequest request in EveryForm())
            {
                IssuedKey key = await store.IssueAsync(request);
                signatures.AddRange(SignaturesOf(key));
                _told.Add(key.ToString());
            }

            await RefuseAsync(store, TestStore.AskToRead(new() { SingleUse = true }));
            await RefuseAsync(store, TestStore.Ask(KeyScope.ForObject("No Bucket", "a"), Permissions.Read));
            await RefuseAsync(store, TestStore.Ask(KeyScope.ForQueue("no queue"), Permissions.Send));
            await RefuseAsync(store, TestStore.Ask(KeyScope.ForObject("pictures", new string('*', 1000)), Permissions.Read | Permissions.Delete));
            sts.Fault = new AmazonSecurityTokenServiceException("The signature does not match", new InvalidOperationException("inner"));
            await RefuseAsync(store, TestStore.Ask(KeyScope.ForPrefix("pictures", "other/"), Permissions.Read));
            sts.Fault = new TimeoutException("no answer");
            await RefuseAsync(store, TestStore.Ask(KeyScope.ForPrefix("pictures", "third/"), Permissions.Read));
            Collect(store);
        }

        await IssueWithAsync(TestCredentials.Ending(TestStore.Start.AddMinutes(5)),
            TestStore.AskToRead() with { MinimumLifetime = TimeSpan.FromMinutes(10) });
        await IssueWithAsync(new TestCredentials(_ => throw new AmazonClientException("none")), TestStore.AskToRead());
        await IssueWithAsync(new BasicAWSCredentials("AKIAIOSFODNN7EXAMPLE", TestStore.Secret + " "), TestStore.AskToRead());

        _told.Should().HaveCountGreaterThan(25);
        signatures.Should().HaveCountGreaterThan(5);
        foreach (string secret in secrets.Concat(signatures))
        {
            _told.Should().NotContain(text => text.Contains(secret, StringComparison.OrdinalIgnoreCase));
        }
    }

    private static IEnumerable<KeyRequest> EveryForm()
    {
        KeyScope photo = KeyScope.ForObject("pictures", "a.png");
        yield return TestStore.AskToRead();
        yield return TestStore.Ask(photo, Permissions.Create, new() { ContentType = "image/png" });
        yield return TestStore.Ask(photo, Permissions.Write, new() { ContentLength = LengthRange.AtMost(5) });
        yield return TestStore.AskToRead(new() { ClientNetwork = ClientNetwork.FromNetwork(IPNetwork.Parse("10.0.0.0/8")) });
        yield return TestStore.Ask(photo, Permissions.Read | Permissions.Delete);
        yield return TestStore.Ask(KeyScope.ForQueue("jobs"), Permissions.Send);
    }

    private static IEnumerable<string> SignaturesOf(IssuedKey key) => key switch
    {
        SignedUrl url => [SigV4.Value(url.Url, "X-Amz-Signature")],
        SignedForm form => [form.Fields["x-amz-signature"], form.Fields["Policy"]],
        TemporaryCredentials credentials => [credentials.SecretAccessKey, credentials.SessionToken],
        _ => [],
    };

    private async Task IssueWithAsync(AWSCredentials credentials, KeyRequest request)
    {
        await using TestStore store = new(options => options.Credentials = credentials);
        await RefuseAsync(store, request);
        Collect(store);
    }

    private async Task RefuseAsync(TestStore store, KeyRequest request)
    {
        ValetKeyException refusal = await store.RefusalOf(request);
        _told.Add(refusal.ToString());
    }

    private void Collect(TestStore store) =>
        _told.AddRange(store.Logs.GetSnapshot()
            .Select(record => $"{record.Message} {record.Exception} {string.Join(' ', record.StructuredState ?? [])}"));
}
