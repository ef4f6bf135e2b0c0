using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ValetKey.Tests.Samples;

/// <summary>URLs of the sample's signer at a real Swift: they open what they say, and nothing when they are altered.</summary>
internal sealed class SwiftUrlTests : SwiftTestBase
{
    private static readonly HttpMethod[] Methods =
        [HttpMethod.Get, HttpMethod.Head, HttpMethod.Put, HttpMethod.Post, HttpMethod.Delete, new("COPY")];

    [TestCase(Permissions.Read, HttpStatusCode.OK)]
    [TestCase(Permissions.ReadProperties, HttpStatusCode.OK)]
    [TestCase(Permissions.Write, HttpStatusCode.Created)]
    [TestCase(Permissions.Delete, HttpStatusCode.NoContent)]
    public async Task Each_permission_is_given(Permissions permission, HttpStatusCode expected)
    {
        SignedUrl key = await SignAsync(Mine, permission);

        (await SendAsync(key.Method, key.Url)).Should().Be(expected);
    }

    [Test]
    public async Task Properties_are_all_that_keys_to_read_and_to_write_give_away(
        [Values(Permissions.Read, Permissions.ReadProperties, Permissions.Write, Permissions.Delete)] Permissions permission)
    {
        SignedUrl key = await SignAsync(Mine, permission);

        foreach (HttpMethod method in Methods.Where(method => method != key.Method))
        {
            bool isGivenAway = method == HttpMethod.Head && permission != Permissions.Delete;
            (await SendAsync(method, key.Url)).Should().Be(isGivenAway ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, method.Method);
        }

        (await Swift.FindAsync(Container, Mine)).Should().Equal(ContentOf(Mine));
    }

    [TestCase(Mine, Neighbour)]
    [TestCase(Mine, "folder")]
    [TestCase(Mine, "folder/mine/")]
    [TestCase("temp_url_expires=1", "temp_url_expires=2")]
    [TestCase("temp_url_expires=", "temp_url_expire=")]
    [TestCase("temp_url_sig=", "temp_url_sig=0")]
    [TestCase("/v1/", "/v1.0/")]
    public async Task Altered_url_opens_nothing(string part, string other)
    {
        SignedUrl key = await SignAsync(Mine, Permissions.Read);
        string altered = key.Url.Replace(part, other, StringComparison.Ordinal);

        altered.Should().NotBe(key.Url);
        (await SendAsync(HttpMethod.Get, altered)).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Test]
    public async Task Each_character_of_the_signature_counts([Range(0, 63, 9)] int index)
    {
        SignedUrl key = await SignAsync(Mine, Permissions.Read);
        int place = key.Url.IndexOf("temp_url_sig=", StringComparison.Ordinal) + "temp_url_sig=".Length + index;
        string altered = key.Url[..place] + (key.Url[place] == '0' ? '1' : '0') + key.Url[(place + 1)..];

        (await SendAsync(HttpMethod.Get, altered)).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Test]
    public async Task Other_container_stays_shut()
    {
        string other = await Swift.CreateContainerAsync();
        await Swift.PutAsync(other, Mine, ContentOf("other"));
        SignedUrl key = await SignAsync(Mine, Permissions.Read);

        (await SendAsync(HttpMethod.Get, key.Url.Replace(Container, other, StringComparison.Ordinal))).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Test]
    public async Task Key_ends()
    {
        FakeTimeProvider clock = new(TimeProvider.System.GetUtcNow().AddMinutes(-16));
        await using ServiceProvider services = CreateServices(clock);

        SignedUrl key = await services.GetRequiredService<IValetKeyIssuer>().IssueUrlAsync(KeyScope.ForObject(Container, Mine), Permissions.Read);

        (await SendAsync(HttpMethod.Get, key.Url)).Should().Be(HttpStatusCode.Unauthorized);
    }

    [TestCase("127.0.0.0/8", HttpStatusCode.OK)]
    [TestCase("127.0.0.1/32", HttpStatusCode.OK)]
    [TestCase("203.0.113.0/24", HttpStatusCode.Unauthorized)]
    [TestCase("2001:db8::/32", HttpStatusCode.Unauthorized)]
    public async Task Key_opens_to_its_network_alone(string network, HttpStatusCode expected)
    {
        SignedUrl key = await SignAsync(Mine, Permissions.Read, Within(network));

        key.Enforced.Should().Be(ConstraintKinds.ClientNetwork);
        (await SendAsync(HttpMethod.Get, key.Url)).Should().Be(expected);
    }

    [TestCase("203.0.113.0", "127.0.0.0")]
    [TestCase("&temp_url_ip_range=203.0.113.0%2F24", "")]
    [TestCase("temp_url_ip_range=203.0.113.0%2F24", "temp_url_ip_range=")]
    public async Task Network_cannot_be_altered_or_left_out(string part, string other)
    {
        SignedUrl key = await SignAsync(Mine, Permissions.Read, Within("203.0.113.0/24"));
        string altered = key.Url.Replace(part, other, StringComparison.Ordinal);

        altered.Should().NotBe(key.Url);
        (await SendAsync(HttpMethod.Get, altered)).Should().Be(HttpStatusCode.Unauthorized);
    }

    [TestCase("X-Copy-From", "/{0}/" + Neighbour)]
    [TestCase("X-Object-Manifest", "{0}/folder")]
    [TestCase("X-Symlink-Target", "{0}/" + Neighbour)]
    public async Task Key_to_write_does_not_point_at_a_neighbour(string header, string value)
    {
        SignedUrl key = await SignAsync(Mine, Permissions.Write);
        HttpRequestMessage request = key.CreateRequest(new ByteArrayContent([]));
        request.Headers.Add(header, string.Format(System.Globalization.CultureInfo.InvariantCulture, value, Container));

        (await SendAsync(request)).Should().Be(HttpStatusCode.BadRequest);
        (await Swift.FindAsync(Container, Mine)).Should().Equal(ContentOf(Mine));
    }

    [Test]
    public async Task Key_to_delete_does_not_delete_in_bulk()
    {
        SignedUrl key = await SignAsync(Mine, Permissions.Delete);
        HttpRequestMessage request = new(HttpMethod.Delete, $"{key.Url}&bulk-delete") { Content = new StringContent($"{Container}/{Neighbour}\n") };

        await SendAsync(request);

        (await Swift.ListAsync(Container)).Should().Contain(Neighbour);
    }

    [TestCase("ä ö/ü+%~ 🗝")]
    [TestCase("a//b")]
    [TestCase("ends/")]
    [TestCase("%2F&?#='\"$;")]
    public async Task Odd_names_round_trip(string name)
    {
        SignedUrl upload = await SignAsync(name, Permissions.Write);
        SignedUrl download = await SignAsync(name, Permissions.Read);

        (await SendAsync(upload.CreateRequest(new ByteArrayContent(ContentOf(name))))).Should().Be(HttpStatusCode.Created);

        (await Swift.FindAsync(Container, name)).Should().Equal(ContentOf(name));
        (await Swift.Client.GetByteArrayAsync(download.ToUri())).Should().Equal(ContentOf(name));
    }

    private static KeyConstraints Within(string network) => new() { ClientNetwork = ClientNetwork.FromNetwork(IPNetwork.Parse(network)) };
}
