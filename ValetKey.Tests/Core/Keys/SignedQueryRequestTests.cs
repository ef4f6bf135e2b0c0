using ValetKey.Providers;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Keys;

public sealed class SignedQueryRequestTests
{
    private static readonly KeyOperation[] Operations =
    [
        new() { Permission = Permissions.Read, Method = HttpMethod.Get, Path = "/{name}" },
        new()
        {
            Permission = Permissions.Write,
            Method = HttpMethod.Put,
            Path = "/{name}",
            Headers = new Dictionary<string, string> { ["x-type"] = "blob", ["Content-Type"] = "a/b" },
        },
        new() { Permission = Permissions.List, Method = HttpMethod.Get, Query = "comp=list&prefix={name}" },
    ];

    [TestCase("t1/a.txt", "/media/t1/a.txt")]
    [TestCase("t1/a b#?é%.txt", "/media/t1/a%20b%23%3F%C3%A9%25.txt")]
    [TestCase("t1/{name}", "/media/t1/%7Bname%7D")]
    [TestCase("t1//x", "/media/t1//x")]
    public void Name_is_escaped_into_the_path(string name, string path)
    {
        HttpRequestMessage request = Key("prefix:media/t1/").CreateRequest(Permissions.Read, name);

        request.Method.Should().Be(HttpMethod.Get);
        request.RequestUri!.AbsoluteUri.Should().Be($"https://s.example{path}?sv=1&sig=x%2By");
    }

    [TestCase(null, "t1%2F")]
    [TestCase("t1/sub", "t1%2Fsub")]
    [TestCase("t1/a&b=c", "t1%2Fa%26b%3Dc")]
    public void List_takes_a_prefix_into_the_query_and_the_scopes_own_by_default(string? name, string escaped)
    {
        HttpRequestMessage request = Key("prefix:media/t1/").CreateRequest(Permissions.List, name);

        request.RequestUri!.AbsoluteUri.Should().Be($"https://s.example/media?sv=1&sig=x%2By&comp=list&prefix={escaped}");
    }

    [Test]
    public void List_of_a_container_begins_with_nothing() =>
        Key("container:media").CreateRequest(Permissions.List).RequestUri!.Query.Should().EndWith("&comp=list&prefix=");

    [Test]
    public void Object_is_its_own_default_name() =>
        Key("object:media/t1/a.txt").CreateRequest(Permissions.Read).RequestUri!.AbsolutePath.Should().Be("/media/t1/a.txt");

    [TestCase("prefix:media/t1/", Permissions.Read, "t10/a")]
    [TestCase("prefix:media/t1/", Permissions.Read, "t1")]
    [TestCase("prefix:media/t1/", Permissions.List, "t")]
    [TestCase("prefix:media/t1/", Permissions.List, "")]
    [TestCase("object:media/t1/a.txt", Permissions.Read, "t1/b.txt")]
    [TestCase("object:media/t1/a.txt", Permissions.Write, "t1/a.txt/x")]
    public void Name_outside_the_scope_is_refused(string scope, Permissions permission, string outside) =>
        Key(scope).Invoking(k => k.CreateRequest(permission, outside, new ByteArrayContent([]))).Should().ThrowExactly<ArgumentException>()
            .WithParameterName("name").WithMessage($"'{outside}' lies outside the key's scope {scope}*");

    [TestCase("t1/../t2/a")]
    [TestCase("/t1/a")]
    [TestCase("")]
    public void Name_that_is_no_name_is_refused(string bad) =>
        Key("container:media").Invoking(k => k.CreateRequest(Permissions.Read, bad))
            .Should().ThrowExactly<ArgumentException>().WithParameterName("name");

    [TestCase("prefix:media/t1/")]
    [TestCase("container:media")]
    public void Missing_name_is_refused(string scope) =>
        Key(scope).Invoking(k => k.CreateRequest(Permissions.Read)).Should().ThrowExactly<ArgumentException>()
            .WithParameterName("name").WithMessage($"The key opens {scope}; give the name*");

    [TestCase(Permissions.Delete)]
    [TestCase(Permissions.Read | Permissions.Write)]
    [TestCase(Permissions.None)]
    public void Operation_that_is_not_permitted_is_refused(Permissions asked) =>
        Key("container:media").Invoking(k => k.CreateRequest(asked, "a")).Should().ThrowExactly<ArgumentException>()
            .WithParameterName("permission").WithMessage($"The key permits Read, Write, List, not {asked}*");

    [Test]
    public void Upload_bears_its_headers_and_its_body()
    {
        HttpRequestMessage request = Key("container:media").CreateRequest(Permissions.Write, "a", new ByteArrayContent([1]));

        request.Headers.GetValues("x-type").Should().Equal("blob");
        request.Content!.Headers.ContentType!.MediaType.Should().Be("a/b");
    }

    // An operation with the name built in must not serve another name in silence.
    [TestCase("object:media/t1/a.txt", "t1/b.txt")]
    [TestCase("container:media", "t1/b.txt")]
    public void Name_that_the_operation_has_no_place_for_is_refused(string scope, string other)
    {
        SignedQuery key = new(
            TestKeys.Grant(KeyScope.Parse(scope, null), Permissions.Delete),
            "https://s.example/media/t1/a.txt",
            "sig=x",
            [new KeyOperation { Permission = Permissions.Delete, Method = HttpMethod.Delete }]);

        key.Invoking(k => k.CreateRequest(Permissions.Delete, other)).Should().ThrowExactly<ArgumentException>().WithParameterName("name");
        key.CreateRequest(Permissions.Delete).RequestUri!.AbsoluteUri.Should().Be("https://s.example/media/t1/a.txt?sig=x");
    }

    private static SignedQuery Key(string scope)
    {
        KeyGrant grant = TestKeys.Grant(KeyScope.Parse(scope, null), Permissions.Read | Permissions.Write | Permissions.List, KeyForm.SignedQuery);
        return new SignedQuery(grant, "https://s.example/media", "sv=1&sig=x%2By", Operations);
    }
}
