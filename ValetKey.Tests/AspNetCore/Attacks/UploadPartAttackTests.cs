using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using ValetKey.AspNetCore;
using ValetKey.AspNetCore.Flow;
using ValetKey.Providers;
using ValetKey.Tests.AspNetCore.Support;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.AspNetCore.Attacks;

/// <summary>
/// Bytes that were not declared: keys bind what the store can enforce, and what it cannot is found when the upload is to be published.
/// </summary>
internal sealed class UploadPartAttackTests : UploadTests
{
    private const long Gibibyte = 1L << 30;

    [TestCase(101)]
    [TestCase(99)]
    [TestCase(0)]
    public async Task A_part_of_another_length_than_declared_is_refused_by_the_store(int length)
    {
        Offer offer = await Anna.OfferAsync(250);
        JsonElement first = await KeyOfAsync(offer, 1);

        Answer answer = await Anna.PutAsync(first, new byte[length]);

        answer.IsSuccess.Should().BeFalse();
        (await Anna.StatusAsync(offer)).Json.GetProperty("received").GetArrayLength().Should().Be(0);
    }

    [Test]
    public async Task The_last_part_is_no_longer_than_what_is_left()
    {
        Offer offer = await Anna.OfferAsync(250);
        JsonElement last = await KeyOfAsync(offer, 3);

        (await Anna.PutAsync(last, new byte[100])).IsSuccess.Should().BeFalse();
        (await Anna.PutAsync(last, new byte[50])).IsSuccess.Should().BeTrue();
    }

    [Test]
    public async Task The_key_of_one_part_puts_no_other_and_no_part_of_another_upload()
    {
        Offer offer = await Anna.OfferAsync(300);
        Offer other = await Anna.OfferAsync(300);
        string mine = (await KeyOfAsync(offer, 1)).GetProperty("url").GetString()!;
        string others = (await KeyOfAsync(other, 1)).GetProperty("url").GetString()!;
        (string otherPath, string myQuery) = (others[..others.IndexOf('?')], mine[mine.IndexOf('?')..]);

        foreach (string forged in new[]
        {
            otherPath + myQuery,
            mine.Replace("part=1", "part=2", StringComparison.OrdinalIgnoreCase),
            mine.Replace("partNumber=1", "partNumber=2", StringComparison.OrdinalIgnoreCase),
            mine.Replace(offer.Id, other.Id, StringComparison.Ordinal),
        }.Where(url => url != mine))
        {
            using HttpRequestMessage request = new(HttpMethod.Put, forged) { Content = Bodies.Bytes(new byte[100]) };
            (await Answer.OfAsync(await App.Client.SendAsync(request))).ShouldBe(HttpStatusCode.Forbidden);
        }

        (await Anna.StatusAsync(other)).Json.GetProperty("received").GetArrayLength().Should().Be(0);
    }

    [Test]
    public async Task A_gibibyte_for_one_declared_byte_is_refused_before_it_is_sent([Values] bool inChunks)
    {
        Offer offer = await Anna.OfferAsync(1);
        Uri url = new(offer.Requests[0].GetProperty("url").GetString()!);
        string length = inChunks ? "Transfer-Encoding: chunked" : $"Content-Length: {Gibibyte}";

        string answer = await RawHttp.SendAsync(
            App.Url, System.Text.Encoding.Latin1.GetBytes(RawHttp.Get(url.PathAndQuery, "PUT", length) + (inChunks ? "40000000\r\nxx" : "xx")));

        RawHttp.StatusOf(answer).Should().BeInRange(400, 499);
        (await App.StagedAsync()).Should().BeEmpty();
    }

    [TestCase(2)]
    [TestCase(2_000_000)]
    public async Task More_than_declared_at_a_store_that_cannot_bind_the_length_is_rejected_and_deleted(int length)
    {
        Offer offer = await Anna.OfferAsync(1);
        await PutUnboundAsync(offer, new byte[length]);

        Answer answer = await Anna.CompleteAsync(offer);

        answer.ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "rejected");
        answer.Json.GetProperty("detail").GetString().Should().Contain($"{length} bytes").And.Contain("1 were declared");
        (await IsPublishedAsync(offer)).Should().BeFalse();
        (await App.StagedAsync()).Should().BeEmpty();
    }

    [Test]
    public async Task Another_content_than_the_declared_checksum_says_is_rejected_and_deleted()
    {
        string checksum = Convert.ToBase64String(SHA256.HashData("abc"u8));
        Offer offer = Offer.Of(await Anna.DeclareAsync(new { name = "a", length = 3, checksum = new { algorithm = "sha256", value = checksum } }));
        await PutUnboundAsync(offer, "abd"u8.ToArray());

        Answer answer = await Anna.CompleteAsync(offer);

        answer.ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "rejected");
        (await IsPublishedAsync(offer)).Should().BeFalse();
        (await App.StagedAsync()).Should().BeEmpty();
    }

    [Test]
    public async Task A_settled_upload_gets_no_more_keys_and_takes_no_more_bytes()
    {
        Offer offer = await Anna.OfferAsync(250);
        JsonElement[] keys = [.. (await Anna.PartsAsync(offer, 1, 2, 3)).Json.GetProperty("requests").EnumerateArray()];
        await Anna.BringAsync(offer, new byte[250]);
        (await Anna.CompleteAsync(offer)).ShouldBe(HttpStatusCode.OK);

        (await Anna.PartsAsync(offer, 1)).ShouldBeProblem(HttpStatusCode.Conflict, "settled");
        (await Anna.PutAsync(keys[0], new byte[100])).IsSuccess.Should().BeFalse();
        (await Anna.AbortAsync(offer)).ShouldBeProblem(HttpStatusCode.Conflict, "settled");
        (await Anna.StatusAsync(offer)).Json.GetProperty("state").GetString().Should().Be("published");
        (await App.StagedAsync()).Should().BeEmpty();
        App.Uploads.StatesOf(offer.Id).Should().Equal(UploadState.Published);
    }

    [Test]
    public async Task What_is_put_by_the_first_key_after_publishing_changes_nothing_and_is_swept_away()
    {
        Offer offer = await Anna.OfferAsync(5);
        await Anna.PutAsync(offer.Requests[0], "first"u8.ToArray());
        (await Anna.CompleteAsync(offer)).ShouldBe(HttpStatusCode.OK);

        await Anna.PutAsync(offer.Requests[0], "other"u8.ToArray());
        (await Anna.CompleteAsync(offer)).ShouldBe(HttpStatusCode.OK);

        KeyScope target = (await RecordOfAsync(offer)).Object;
        StorageObject stored = (await App.Store.FindAsync(target.Container, target.Name))!;
        using StreamReader content = new((await App.Store.OpenReadAsync(stored))!);
        (await content.ReadToEndAsync()).Should().Be("first");
        await App.Site.Sweep.DeleteOrphansAsync(default);
        (await App.StagedAsync()).Should().BeEmpty();
    }

    private async Task<JsonElement> KeyOfAsync(Offer offer, int part) =>
        (await Anna.PartsAsync(offer, part)).Json.GetProperty("requests")[0];

    /// <summary>Stages a content by a key as a store gives it that can bind nothing.</summary>
    private async Task PutUnboundAsync(Offer offer, byte[] content)
    {
        UploadPlan plan = (await RecordOfAsync(offer)).Plan;
        SignedUrl key = await StagingPolicy.IssueAsync(
            App.Site.Site.Issuer, new KeyRequest(KeyScope.ForObject(plan.StagingContainer, plan.StagingName), Permissions.Write), default);
        (await Answer.OfAsync(await App.Client.SendAsync(key.CreateRequest(Bodies.Bytes(content))))).IsSuccess.Should().BeTrue();
    }
}
