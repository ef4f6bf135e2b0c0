using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace ValetKey.Tests.Servers;

/// <summary>The gateway holds a browser's form against the policy that was signed with it.</summary>
/// <remarks>
/// Only a user's own credentials can sign one here. To a form signed with a role's, version 16 answers 204 and stores nothing,
/// so whoever tries that has to read the object back.
/// </remarks>
[NonParallelizable]
internal sealed class CephGatewayFormTests : GatewayTestBase
{
    [Test]
    public async Task Form_stores_what_its_policy_allows()
    {
        CreatePresignedPostResponse form = await SignFormAsync("allowed");

        (await PostAsync(form, "1234")).Should().Be(HttpStatusCode.NoContent);
        (await ReadAsync("allowed")).Should().Be("1234");
    }

    [TestCase("12")]
    [TestCase("123456")]
    public async Task Content_of_the_wrong_length_is_refused(string content)
    {
        CreatePresignedPostResponse form = await SignFormAsync("length");

        (await PostAsync(form, content)).Should().Be(HttpStatusCode.BadRequest);
    }

    [TestCase("key", "elsewhere")]
    [TestCase("Content-Type", "text/html")]
    [TestCase("x-amz-meta-extra", "unsigned")]
    [TestCase("X-Amz-Signature", "0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task Altered_field_is_refused(string field, string value)
    {
        CreatePresignedPostResponse form = await SignFormAsync("altered");
        form.Fields[field] = value;

        (await PostAsync(form, "1234")).Should().Be(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task Form_signed_by_a_stranger_is_refused()
    {
        CreatePresignedPostResponse form = await SignFormAsync("stranger", Gateway.Stranger);

        (await PostAsync(form, "1234")).Should().Be(HttpStatusCode.Forbidden);
    }

    // From three to five bytes of plain text.
    private async Task<CreatePresignedPostResponse> SignFormAsync(string name, AWSCredentials? credentials = null)
    {
        using IAmazonS3 s3 = Gateway.CreateS3(credentials);
        return await s3.CreatePresignedPostAsync(new CreatePresignedPostRequest
        {
            BucketName = Bucket,
            Key = name,
            Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(5),
            Fields = new() { ["Content-Type"] = "text/plain" },
            Conditions = [S3PostCondition.ExactMatch("Content-Type", "text/plain"), S3PostCondition.ContentLengthRange(3, 5)],
        });
    }

    private async Task<HttpStatusCode> PostAsync(CreatePresignedPostResponse form, string content)
    {
        using MultipartFormDataContent body = [];
        foreach ((string name, string value) in form.Fields)
        {
            body.Add(new StringContent(value), $"\"{name}\"");
        }

        body.Add(new StringContent(content), "\"file\"", "\"file\"");
        using HttpResponseMessage response = await Gateway.Client.PostAsync(new Uri(Gateway.Endpoint, Bucket), body);
        return response.StatusCode;
    }
}
