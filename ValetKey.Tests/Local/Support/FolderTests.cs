namespace ValetKey.Tests.Local.Support;

/// <summary>A folder for each test, which goes away with it.</summary>
public abstract class FolderTests
{
    protected string Folder { get; private set; } = "";

    [SetUp]
    public void MakeFolder() => Folder = Directory.CreateTempSubdirectory("valetkey-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(Folder, recursive: true);

    protected string PathOf(string name) => Path.Combine(Folder, name);
}
