using System.Text;
using Microsoft.Extensions.Time.Testing;
using ValetKey.Local.Storage;

namespace ValetKey.Tests.Local.Storage;

/// <summary>A store in a folder of its own, which is gone after the test.</summary>
public abstract class StoreTest
{
    private protected const string Container = "media";

    private protected static DateTimeOffset Start { get; } = new(2030, 5, 6, 7, 8, 9, 750, TimeSpan.Zero);

    private protected FakeTimeProvider Time { get; private set; } = null!;

    private protected string Root { get; private set; } = null!;

    private protected ObjectStore Store { get; private set; } = null!;

    [SetUp]
    public void OpenStore()
    {
        Time = new FakeTimeProvider(Start);
        Root = Directory.CreateTempSubdirectory("valetkey-store-").FullName;
        Store = Open();
    }

    /// <summary>By default everything is kept in files, so that the files of small bodies too can be looked at.</summary>
    private protected virtual int LargestInRow => 0;

    [TearDown]
    public void RemoveStore()
    {
        Store.Dispose();
        Directory.Delete(Root, recursive: true);
    }

    private protected ObjectStore Open(string? root = null) => ObjectStore.Open(new StoreLayout(root ?? Root, LargestInRow), Time);

    private protected static PutRequest Replace(string name = "a") =>
        new() { Container = Container, Name = name, Mode = PutMode.Replace };

    private protected static PutRequest Create(string name = "a") => Replace(name) with { Mode = PutMode.CreateOnly };

    private protected static PutRequest Append(string name = "a") => Replace(name) with { Mode = PutMode.Append };

    private protected static MemoryStream Body(string text) => new(Encoding.UTF8.GetBytes(text));

    private protected Task<PutResult> Put(PutRequest request, string text) => Put(request, Body(text));

    private protected Task<PutResult> Put(PutRequest request, Stream body) =>
        Store.PutAsync(request, body, CancellationToken.None);

    private protected string? Content(string name = "a")
    {
        using OpenedObject? opened = Store.OpenRead(Container, name);

        if (opened is null)
        {
            return null;
        }

        byte[] bytes = new byte[opened.Info.Length];
        opened.Content.ReadExactly(bytes);
        opened.Content.ReadByte().Should().Be(-1);
        return Encoding.UTF8.GetString(bytes);
    }

    private protected string[] TemporaryFiles() => Directory.GetFiles(Path.Combine(Root, "tmp"));

    private protected string[] ContentFiles() =>
        Directory.GetFiles(Path.Combine(Root, "objects"), "*", SearchOption.AllDirectories);
}
