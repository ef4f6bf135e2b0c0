using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Keys;

/// <summary>The operations of a signed query: what they are called, and how the issuer holds them to the key's permissions.</summary>
public sealed class KeyOperationTests
{
    private static readonly KeyOperation Read = Of(Permissions.Read);
    private static readonly KeyOperation Write = Of(Permissions.Write);

    private static readonly KeyOperation Block = Write with
    {
        Name = KeyOperation.PutBlock,
        Query = $"comp=block&blockid={KeyOperation.BlockIdPlaceholder}",
    };

    private static readonly MessageFormat Format = new() { Template = "<m>{text}</m>", Escape = MessageEscape.Xml, ContentType = "application/xml" };

    private static readonly (string Name, KeyOperation[] Operations)[] Wrong =
    [
        ("none", []),
        ("one permission without", [Read]),
        ("a permission that the key does not have", [Read, Write, Of(Permissions.Delete)]),
        ("two permissions in one", [Read, Write, Of(Permissions.Read | Permissions.Write) with { Name = "both" }]),
        ("no permission", [Read, Write, Of(Permissions.None)]),
        ("a name twice", [Read, Write, Write]),
        ("another's name", [Read, Write with { Name = "read" }]),
        ("no name", [Read, Write with { Name = "" }]),
        ("null", [Read, Write, null!]),
        ("no method", [Read, Write with { Method = null! }]),
        ("no path", [Read, Write with { Path = null! }]),
        ("no query", [Read, Write with { Query = null! }]),
        ("no headers", [Read, Write with { Headers = null! }]),
        ("messages in a format without a place for the text", [Read, Write with { MessageFormat = Format with { Template = "<m/>" } }]),
        ("messages escaped in no way that is known", [Read, Write with { MessageFormat = Format with { Escape = (MessageEscape)9 } }]),
        ("messages of no media type", [Read, Write with { MessageFormat = Format with { ContentType = null! } }]),
        ("an acknowledgement of another permission", [Read, Write with { Acknowledge = Read }]),
    ];

    public static IEnumerable<TestCaseData> WrongCases() =>
        Wrong.Select(row => new TestCaseData((object)row.Operations).SetArgDisplayNames(row.Name));

    [TestCaseSource(nameof(WrongCases))]
    public async Task Operations_that_do_not_fit_the_permissions_are_not_handed_out(KeyOperation[] operations)
    {
        using TestIssuer issuer = new(TestCapabilities.Everything(KeyForm.SignedQuery));
        issuer.Signer.Make = (grant, _) => ValueTask.FromResult<IssuedKey>(new SignedQuery(grant, TestKeys.Host, "sig=x", operations));

        ValetKeyException refusal = await issuer.RefusalOf(Request);

        refusal.Reason.Should().Be(ValetKeyErrorReason.ProviderFailure);
        refusal.Message.Should().Contain("Operations is not what was granted");
    }

    [Test]
    public async Task A_URL_whose_messages_have_no_place_is_not_handed_out()
    {
        using TestIssuer issuer = new(TestCapabilities.Everything(KeyForm.SignedUrl));
        issuer.Signer.Make = (grant, _) => ValueTask.FromResult<IssuedKey>(
            new SignedUrl(grant, HttpMethod.Get, TestKeys.Host) { MessageFormat = Format with { Template = "" } });

        ValetKeyException refusal = await issuer.RefusalOf(new KeyRequest(KeyScope.ForObject("media", "a"), Permissions.Read));

        refusal.Message.Should().Contain("a key with a part missing is not what was granted");
    }

    [Test]
    public async Task Several_operations_of_one_permission_are_handed_out()
    {
        using TestIssuer issuer = new(TestCapabilities.Everything(KeyForm.SignedQuery));
        issuer.Signer.Make = (grant, _) => ValueTask.FromResult<IssuedKey>(new SignedQuery(grant, TestKeys.Host, "sig=x", [Read, Write, Block]));

        SignedQuery key = (SignedQuery)await issuer.IssueAsync(Request);

        key.Operations.Select(operation => operation.Name).Should().Equal("read", "write", "putBlock");
    }

    [TestCase(Permissions.Read, "read")]
    [TestCase(Permissions.ReadProperties, "readProperties")]
    [TestCase(Permissions.Create, "create")]
    [TestCase(Permissions.List, "list")]
    public void Operation_is_called_by_its_permission_by_default(Permissions permission, string name) => Of(permission).Name.Should().Be(name);

    [Test]
    public void Usual_requests_on_objects_are_one_per_permission()
    {
        IReadOnlyList<KeyOperation> operations = KeyOperation.OnObjects(Permissions.Read | Permissions.ReadProperties | Permissions.Write);

        operations.Select(operation => (operation.Name, operation.Permission, operation.Method, operation.Path)).Should().Equal(
            ("read", Permissions.Read, HttpMethod.Get, "/{name}"),
            ("readProperties", Permissions.ReadProperties, HttpMethod.Head, "/{name}"),
            ("write", Permissions.Write, HttpMethod.Put, "/{name}"));
    }

    [Test]
    public void Permission_means_its_first_operation_and_a_name_means_that_one()
    {
        SignedQuery key = Key(Read, Write, Block);

        key.CreateRequest(Permissions.Write).RequestUri!.AbsoluteUri.Should().Be("https://s.example/media/a/b.txt?sig=x");
        key.CreateOperationRequest("write").RequestUri!.AbsoluteUri.Should().Be("https://s.example/media/a/b.txt?sig=x");
        key.CreateOperationRequest(KeyOperation.PutBlock, blockId: "MDE+/=").RequestUri!.AbsoluteUri
            .Should().Be("https://s.example/media/a/b.txt?sig=x&comp=block&blockid=MDE%2B%2F%3D");
    }

    [Test]
    public void Id_of_a_block_is_given_where_it_belongs_and_nowhere_else()
    {
        SignedQuery key = Key(Read, Write, Block);

        foreach (string? missing in new[] { null, "" })
        {
            key.Invoking(k => k.CreateOperationRequest(KeyOperation.PutBlock, blockId: missing)).Should().ThrowExactly<ArgumentException>()
                .WithParameterName("blockId").WithMessage("putBlock needs the id of a block*");
        }

        key.Invoking(k => k.CreateOperationRequest("write", blockId: "MDE=")).Should().ThrowExactly<ArgumentException>()
            .WithParameterName("blockId").WithMessage("write has no place for a block's id*");
    }

    [Test]
    public void Operation_that_the_key_does_not_have_is_refused_with_those_that_it_has() =>
        Key(Read, Write, Block).Invoking(key => key.CreateOperationRequest("delete")).Should().ThrowExactly<ArgumentException>()
            .WithParameterName("operation").WithMessage("The key has read, write, putBlock, not delete.*");

    [Test]
    public void Name_outside_the_scope_is_refused_for_a_named_operation_too() =>
        Key(Read, Write, Block).Invoking(key => key.CreateOperationRequest(KeyOperation.PutBlock, "a/c.txt", blockId: "MDE=")).Should()
            .ThrowExactly<ArgumentException>().WithParameterName("name").WithMessage("'a/c.txt' lies outside the key's scope*");

    private static KeyRequest Request =>
        new(KeyScope.ForObject("media", "a/b.txt"), Permissions.Read | Permissions.Write) { Form = KeyForm.SignedQuery };

    private static KeyOperation Of(Permissions permission) => new()
    {
        Permission = permission,
        Method = permission == Permissions.Write ? HttpMethod.Put : HttpMethod.Get,
        Path = "/{name}",
    };

    private static SignedQuery Key(params KeyOperation[] operations) => new(
        TestKeys.Grant(permissions: Permissions.Read | Permissions.Write, form: KeyForm.SignedQuery), "https://s.example/media", "sig=x", operations);
}
