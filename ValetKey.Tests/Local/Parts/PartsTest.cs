using ValetKey.Local;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local.Parts;

/// <summary>An upload in parts that each test begins anew.</summary>
public abstract class PartsTest : LocalTests
{
    protected const string Name = "folder/large";

    protected string Container { get; private set; } = "";

    protected string Upload { get; private set; } = "";

    protected LocalStorage Store => Storage.Host.Storage;

    [SetUp]
    public async Task BeginAsync()
    {
        Container = Storage.NewContainer();
        Upload = await Store.BeginPartsAsync(Container, Name);
    }

    protected Task<SignedUrl> KeyAsync(string name, string upload, int number, KeyConstraints? constraints = null) =>
        Storage.UrlAsync(KeyScope.ForPart(Container, name, upload, number), Permissions.Write, constraints);

    protected async Task<Answer> PutAsync(int number, string text)
    {
        Answer answer = await Storage.SendAsync(await KeyAsync(Name, Upload, number), Bodies.Text(text));
        answer.IsSuccess.Should().BeTrue(answer.Text);
        return answer;
    }

    protected Task<LocalPartsResult> CompleteAsync() =>
        Store.CompletePartsAsync(Container, Name, Upload, Store.ListParts(Container, Name, Upload)!);
}
