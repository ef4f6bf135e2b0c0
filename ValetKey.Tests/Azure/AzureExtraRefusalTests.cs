using ValetKey.Azure;
using ValetKey.Tests.Azure.Support;

namespace ValetKey.Tests.Azure;

/// <summary>What only Azure knows is refused where it means nothing.</summary>
internal sealed class AzureExtraRefusalTests
{
    private const string Blob = "object:media/a.txt";
    private const string Snapshot = "object:media/a.txt#2026-03-01T09:55:00.1234567Z";

    private const string NotPlain = "is empty, begins or ends with a space, or is not printable ASCII";
    private const string OnBlobs = "Read, ReadProperties, Create, Write, Append, Delete, List";

    private static readonly Guid User = new("44444444-4444-4444-4444-444444444444");

    private static IEnumerable<TestCaseData> Misplaced()
    {
        yield return Case("snapshot of a current blob", Blob, Permissions.Read, null, new AzureSnapshot(),
            "Extras has AzureSnapshot, which needs a scope with a version id.");
        yield return Case("append blob of a read", Blob, Permissions.Read, null, new AzureAppendBlob(),
            "Extras has AzureAppendBlob, which none of the requested permissions (Read) can use; it needs one of Create, Write.");
        yield return Case("append blob of a version", Snapshot, Permissions.Read, null, new AzureAppendBlob(),
            "Extras has AzureAppendBlob, which none of the requested permissions (Read) can use; it needs one of Create, Write.");
        yield return Case("append blob with a length", Blob, Permissions.Create, new() { ContentLength = LengthRange.Exactly(5) },
            new AzureAppendBlob(), "Extras has AzureAppendBlob, which needs an empty body, so no length or checksum.");
        yield return Case("encryption scope of a queue", "queue:jobs", Permissions.Send, null, new AzureEncryptionScope("a"),
            $"Extras has AzureEncryptionScope, which none of the requested permissions (Send) can use; it needs one of {OnBlobs}.");
        yield return Case("vouched object of a queue", "queue:jobs", Permissions.Send, null, new AzureAuthorizedObject(User),
            $"Extras has AzureAuthorizedObject, which none of the requested permissions (Send) can use; it needs one of {OnBlobs}.");
        yield return Case("other object of a queue", "queue:jobs", Permissions.Send, null, new AzureUnauthorizedObject(User),
            $"Extras has AzureUnauthorizedObject, which none of the requested permissions (Send) can use; it needs one of {OnBlobs}.");
        yield return Case("empty encryption scope", Blob, Permissions.Read, null, new AzureEncryptionScope(""),
            $"Extras has AzureEncryptionScope, whose Name {NotPlain}.");
        yield return Case("null encryption scope", Blob, Permissions.Read, null, new AzureEncryptionScope(null!),
            $"Extras has AzureEncryptionScope, whose Name {NotPlain}.");
        yield return Case("encryption scope with a line break", Blob, Permissions.Read, null, new AzureEncryptionScope("a\nb"),
            $"Extras has AzureEncryptionScope, whose Name {NotPlain}.");
        yield return Case("long encryption scope", Blob, Permissions.Read, null, new AzureEncryptionScope(new string('a', 64)),
            "Extras has AzureEncryptionScope, which has a name of more than 63 characters.");

        static TestCaseData Case(string name, string scope, Permissions permission, KeyConstraints? constraints, KeyExtra extra, string message) =>
            new TestCaseData(TestAccount.Ask(scope, permission, constraints, extra), message).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Misplaced))]
    public async Task What_means_nothing_there_is_refused(KeyRequest request, string message)
    {
        await using TestAccount account = TestAccount.Delegated(options => options.HierarchicalNamespace = true);

        ValetKeyException refusal = await account.RefusalOf(request);

        (refusal.Reason, refusal.Message).Should().Be((ValetKeyErrorReason.InvalidRequest, message));
    }

    [TestCase("")]
    [TestCase(null)]
    [TestCase("a\r\nb")]
    [TestCase("é")]
    public async Task A_stored_policy_has_a_plain_id(string? id)
    {
        await using TestAccount account = TestAccount.WithKey();

        (await account.RefusalOf(TestAccount.Ask(Blob, Permissions.Read, null, new AzureStoredAccessPolicy(id!)))).Message
            .Should().Be($"Extras has AzureStoredAccessPolicy, whose Id {NotPlain}.");
    }

    [Test]
    public async Task A_stored_policys_id_has_64_characters_at_most()
    {
        await using TestAccount account = TestAccount.WithKey();

        await account.IssueAsync<SignedUrl>(TestAccount.Ask(Blob, Permissions.Read, null, new AzureStoredAccessPolicy(new string('x', 64))));

        (await account.RefusalOf(TestAccount.Ask(Blob, Permissions.Read, null, new AzureStoredAccessPolicy(new string('x', 65))))).Message
            .Should().Be("Extras has AzureStoredAccessPolicy, which has an id of more than 64 characters.");
    }

    [Test]
    public async Task Twice_the_same_is_refused()
    {
        await using TestAccount account = TestAccount.WithKey();

        ValetKeyException refusal = await account.RefusalOf(
            TestAccount.Ask(Blob, Permissions.Read, null, new AzureEncryptionScope("a"), new AzureEncryptionScope("b")));

        (refusal.Reason, refusal.Message).Should().Be((ValetKeyErrorReason.InvalidRequest, "Extras has AzureEncryptionScope, which is given twice."));
    }

    [Test]
    public async Task An_object_is_vouched_for_or_not()
    {
        await using TestAccount account = TestAccount.Delegated(options => options.HierarchicalNamespace = true);

        ValetKeyException refusal = await account.RefusalOf(
            TestAccount.Ask(Blob, Permissions.Read, null, new AzureAuthorizedObject(User), new AzureUnauthorizedObject(User)));

        (refusal.Reason, refusal.Message).Should().Be(
            (ValetKeyErrorReason.InvalidRequest, "Extras has AzureAuthorizedObject, which needs no AzureUnauthorizedObject beside it."));
    }

    private static IEnumerable<TestCaseData> ForAnotherCredential()
    {
        yield return new TestCaseData(true, new AzureStoredAccessPolicy("a")).SetArgDisplayNames("stored policy, delegated");
        yield return new TestCaseData(false, new AzureAuthorizedObject(User)).SetArgDisplayNames("vouched object, account key");
        yield return new TestCaseData(false, new AzureUnauthorizedObject(User)).SetArgDisplayNames("other object, account key");
        yield return new TestCaseData(false, new AzureDelegatedUser(User)).SetArgDisplayNames("delegated user, account key");
    }

    [TestCaseSource(nameof(ForAnotherCredential))]
    public async Task What_another_kind_of_credential_would_sign_is_refused(bool isDelegated, KeyExtra extra)
    {
        await using TestAccount account = isDelegated
            ? TestAccount.Delegated(options => options.HierarchicalNamespace = true)
            : TestAccount.WithKey(options => options.HierarchicalNamespace = true);

        ValetKeyException refusal = await account.RefusalOf(TestAccount.Ask(Blob, Permissions.Read, null, extra));

        refusal.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
        refusal.Message.Should().Contain($"does not know {extra.GetType().Name}");
    }

    [Test]
    public async Task Objects_of_access_lists_need_a_hierarchical_namespace_and_the_refusal_names_it()
    {
        await using TestAccount account = TestAccount.Delegated();

        (await account.RefusalOf(TestAccount.Ask(Blob, Permissions.Read, null, new AzureAuthorizedObject(User)))).Message
            .Should().Contain("set HierarchicalNamespace");
    }

    [TestCase("2020-10-02")]
    [TestCase("2025-05-05")]
    public async Task What_a_version_does_not_know_is_refused(string version)
    {
        await using TestAccount account = TestAccount.Delegated(options => options.ServiceVersion = version);
        KeyExtra extra = version == "2020-10-02" ? new AzureEncryptionScope("a") : new AzureDelegatedUser(User);

        ValetKeyException refusal = await account.RefusalOf(TestAccount.Ask(Blob, Permissions.Read, null, extra));

        refusal.Message.Should().Contain($"does not know {extra.GetType().Name}");
    }
}
