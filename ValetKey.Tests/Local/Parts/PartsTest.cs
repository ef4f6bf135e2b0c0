using ValetKey.Local;
using ValetKey.Providers;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local.Parts;

/// <summary>An upload in parts that each test begins anew.</summary>
public abstract class PartsTest : LocalTests
{
    protected const string Name = "folder/large";

    protected string Container { get; private set; } = "";

    protected PartUpload Upload { get; private set; } = null!;

    protected LocalStorage Store => Storage.Host.Storage;

    [SetUp]
    public async Task BeginAsync()
    {
        Container = Storage.NewContainer();
        Upload = await Store.BeginPartsAsync(Container, Name);
    }

    protected Task<SignedUrl> KeyAsync(PartUpload upload, int number, KeyConstraints? constraints = null) =>
        Storage.UrlAsync(Store.ScopeOfPart(upload, number), Permissions.Write, constraints);

    protected async Task<Answer> PutAsync(int number, string text)
    {
        Answer answer = await Storage.SendAsync(await KeyAsync(Upload, number), Bodies.Text(text));
        answer.IsSuccess.Should().BeTrue(answer.Text);
        return answer;
    }

    protected async Task<UploadedPart[]> ListAsync(PartUpload? upload = null) => [.. (await Store.ListPartsAsync(upload ?? Upload))!];

    protected async Task<StorageResult> CompleteAsync(PartUpload? upload = null) =>
        await Store.CompletePartsAsync(upload ?? Upload, await ListAsync(upload));
}
