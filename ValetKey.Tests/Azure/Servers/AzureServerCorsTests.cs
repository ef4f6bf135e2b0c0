using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ValetKey.Azure;
using ValetKey.Tests.Azure.Servers.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Azure.Servers;

/// <summary>With the rule that a key asks for a page of another origin can use it, and nothing that the rule does not name is let through.</summary>
/// <remarks>An account has one list of rules, so the tests come one after the other; those beside them send no origin.</remarks>
[NonParallelizable]
internal sealed class AzureServerCorsTests : AzureServerTests
{
    [Test]
    public async Task Upload()
    {
        SignedUrl key = await IssuerOf(Signature.Delegation).IssueUrlAsync(Blob(NewName()), Permissions.Create);

        await CheckAsync(key.RequiredCors(Browser.Origin), () => key.CreateRequest(Browser.File([1, 2, 3])), "DELETE");
    }

    [Test]
    public async Task Download()
    {
        SignedUrl key = await IssuerOf(Signature.FirstKey).IssueUrlAsync(Blob(Mine), Permissions.Read);

        await CheckAsync(key.RequiredCors(Browser.Origin), () => key.CreateRequest(), "PUT");
    }

    [Test]
    public async Task Every_operation_of_a_query()
    {
        string name = NewName();
        SignedQuery key = await IssuerOf(Signature.FirstKey).IssueQueryAsync(
            new KeyRequest(WholeContainer, Permissions.Read | Permissions.Write | Permissions.Delete | Permissions.List));
        CorsRule rule = key.RequiredCors(Browser.Origin);

        await CheckAsync(rule, () => key.CreateRequest(Permissions.Write, name, Browser.File([1, 2, 3])), "POST");
        await CheckAsync(rule, () => key.CreateOperationRequest(KeyOperation.PutBlock, name, Browser.File([1]), "MDE="), "POST");
        await CheckAsync(rule, () => key.CreateRequest(Permissions.Read, Mine), "POST");
        await CheckAsync(rule, () => key.CreateRequest(Permissions.List), "POST");
        await CheckAsync(rule, () => key.CreateRequest(Permissions.Delete, name), "POST");
    }

    /// <summary>The command as it is printed says what the account gets.</summary>
    private async Task CheckAsync(CorsRule rule, Func<HttpRequestMessage> use, string otherMethod)
    {
        BlobServiceClient account = Azurite.CreateBlobs();
        BlobServiceProperties properties = await account.GetPropertiesAsync();
        properties.Cors = [];
        await account.SetPropertiesAsync(properties);
        (await AllowsAsync(Browser.Preflight(use()))).Should().BeFalse("no rule is there yet");
        properties.Cors = [PrintedRule.Of(rule.ToAzureCli())];
        await account.SetPropertiesAsync(properties);

        (await AllowsAsync(Browser.Preflight(use()))).Should().BeTrue();
        (await AllowsAsync(Browser.Preflight(use(), origin: "https://evil.example"))).Should().BeFalse();
        (await AllowsAsync(Browser.Preflight(use(), method: otherMethod))).Should().BeFalse();
        (await AllowsAsync(Browser.Preflight(use(), moreHeaders: "x-ms-copy-source"))).Should().BeFalse();

        HttpRequestMessage request = use();
        request.Headers.Add("Origin", Browser.Origin);
        using HttpResponseMessage answer = await Azurite.Client.SendAsync(request);
        answer.IsSuccessStatusCode.Should().BeTrue("it answered {0}", answer.StatusCode);
        Browser.Listed(answer, "Access-Control-Allow-Origin").Should().Equal(Browser.Origin);
        Browser.Listed(answer, "Access-Control-Expose-Headers").Should().BeEquivalentTo(
            rule.ExposedHeaders, options => options.Using(StringComparer.OrdinalIgnoreCase));
    }

    private async Task<bool> AllowsAsync(HttpRequestMessage preflight)
    {
        using HttpResponseMessage answer = await Azurite.Client.SendAsync(preflight);
        return Browser.Allows(answer, preflight);
    }
}
