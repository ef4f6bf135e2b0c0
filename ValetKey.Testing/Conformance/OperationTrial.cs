using System.Security.Cryptography;
using System.Text;
using ValetKey.Providers;

namespace ValetKey.Testing;

/// <summary>A case about what the application itself does at the store: a folder of its own, and the operations.</summary>
internal sealed class OperationTrial(ConformanceRun run)
{
    // Where a service takes parts of any length, small ones show the same.
    private const int SmallPart = 1024;

    public IStorageOperations Operations => run.Operations;

    public SignerHarness Harness => run.Harness;

    public string Container => run.Harness.Container;

    public string Folder { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true) + "/";

    public string Staged => Folder + "staged/object";

    public KeyScope Target => KeyScope.ForObject(Container, Folder + "published/object");

    public PartLimits Limits => Operations.PartLimits ?? throw new ConformanceException("There are no uploads in parts.");

    /// <summary>The length of a part that need not be the last.</summary>
    public int PartLength => (int)Math.Max(Limits.MinimumLength, SmallPart);

    public static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new ConformanceException(otherwise);
        }
    }

    public static void Require(StorageResult result, StorageOutcome expected, string what) =>
        Require(result.Outcome == expected, $"{what} was answered with {result.Outcome}, not with {expected}.");

    /// <summary>Content that differs from any other's.</summary>
    public static byte[] Content(int length, byte mark)
    {
        byte[] content = new byte[length];
        Array.Fill(content, mark);
        Encoding.ASCII.GetBytes($"{mark} of {length}").AsSpan(0, Math.Min(length, 6)).CopyTo(content);
        return content;
    }

    /// <summary>Stores an object as its owner, and finds it.</summary>
    public async Task<StorageObject> StageAsync(string name, string text, CancellationToken cancellationToken)
    {
        StoredObject stored = new(Encoding.UTF8.GetBytes(text)) { ContentType = "text/x-uploaded" };
        await Harness.PutAsync(Container, name, stored, cancellationToken);
        return await FindAsync(name, cancellationToken);
    }

    public async Task<StorageObject> FindAsync(string name, CancellationToken cancellationToken) =>
        await Operations.FindAsync(Container, name, cancellationToken) ?? throw new ConformanceException($"'{name}' is stored, and was not found.");

    public async Task<string?> ReadAsync(StorageObject content, CancellationToken cancellationToken)
    {
        await using Stream? stream = await Operations.OpenReadAsync(content, cancellationToken);
        if (stream is null)
        {
            return null;
        }

        using StreamReader reader = new(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    /// <summary>What the object is that lies at a name: its text, or null.</summary>
    public async Task<string?> TextAsync(string name, CancellationToken cancellationToken) =>
        (await Harness.FindAsync(Container, name, cancellationToken))?.Text;

    /// <summary>Puts a part as a client does, with a key that was issued for it.</summary>
    public async Task PutPartAsync(PartUpload upload, int number, byte[] content, CancellationToken cancellationToken)
    {
        IssuedKey key = await run.Issuer.IssueAsync(
            new KeyRequest(Operations.ScopeOfPart(upload, number), Permissions.Write) { Lifetime = TimeSpan.FromMinutes(5) }, cancellationToken);
        using HttpRequestMessage request = key switch
        {
            SignedUrl url => url.CreateRequest(new ByteArrayContent(content)),
            SignedQuery query => query.CreateRequest(Permissions.Write, key.Scope.Name, new ByteArrayContent(content)),
            _ => throw new ConformanceException($"A part cannot be put with a key in the form {key.Form}."),
        };
        using HttpResponseMessage answer = await Harness.Client.SendAsync(request, cancellationToken);
        Require(answer.IsSuccessStatusCode, $"Part {number} was answered with {(int)answer.StatusCode}.");
    }

    public async Task<IReadOnlyList<UploadedPart>> ListAsync(PartUpload upload, CancellationToken cancellationToken) =>
        await Operations.ListPartsAsync(upload, cancellationToken)
            ?? throw new ConformanceException("An upload that is under way has no list of parts.");

    /// <summary>An upload with its parts, each of which is marked.</summary>
    public async Task<PartUpload> UploadAsync(string name, byte[] marks, CancellationToken cancellationToken)
    {
        PartUpload upload = await Operations.BeginPartsAsync(Container, name, cancellationToken);
        for (int i = 0; i < marks.Length; i++)
        {
            await PutPartAsync(upload, i + 1, Content(PartLength, marks[i]), cancellationToken);
        }

        return upload;
    }

    /// <summary>What a sweep finds in this case's folder.</summary>
    public async Task<IReadOnlyList<StagedItem>> SweepAsync(string prefix, CancellationToken cancellationToken)
    {
        List<StagedItem> found = [];
        await foreach (StagedItem item in Operations.ListStagedAsync(Container, prefix, cancellationToken))
        {
            found.Add(item);
        }

        return found;
    }

    /// <summary>That an object consists of these parts, and of nothing else.</summary>
    public async Task RequireContentAsync(string name, IEnumerable<byte[]> parts, CancellationToken cancellationToken)
    {
        StoredObject? found = await Harness.FindAsync(Container, name, cancellationToken);
        Require(found is not null, $"There is no object '{name}'.");
        byte[] expected = [.. parts.SelectMany(part => part)];
        Require(
            found!.Content.Span.SequenceEqual(expected),
            $"'{name}' has {found.Content.Length} bytes that are not the {expected.Length} of its parts.");
    }
}
