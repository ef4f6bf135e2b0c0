using Spectre.Console;
using ValetKey.Samples.Transfer.Application;

namespace ValetKey.Samples.Transfer.Transfers;

/// <summary>What can be asked for.</summary>
internal sealed class Commands(FilesClient client, IAnsiConsole console)
{
    private readonly Board _board = new(console);

    /// <returns>The exit code: 0 when everything is where it should be, else 1.</returns>
    public async Task<int> RunAsync(string[] words, CancellationToken cancellationToken) => words switch
    {
        ["upload", .. var files] => await _board.ShowAsync([.. files.Select(file => Up(file, Path.GetFileName(file)))], cancellationToken),
        ["download", var path, .. var folder] =>
            await _board.ShowAsync([Down(path, new Folder(folder is [var there] ? there : ".").FileOf(path))], cancellationToken),
        ["sync", "up", var folder] => await _board.ShowAsync(await ChangedHereAsync(new Folder(folder), cancellationToken), cancellationToken),
        ["sync", "down", var folder] => await _board.ShowAsync(await ChangedThereAsync(new Folder(folder), cancellationToken), cancellationToken),
        _ => await ListAsync(cancellationToken),
    };

    private async Task<IReadOnlyList<FileTransfer>> ChangedHereAsync(Folder folder, CancellationToken cancellationToken)
    {
        Dictionary<string, FileEntry> there = (await client.ListAsync(cancellationToken)).ToDictionary(entry => entry.Path);
        List<FileTransfer> changed = [];
        foreach (string path in folder.Paths())
        {
            if (!there.TryGetValue(path, out FileEntry? entry) || !await folder.HasAsync(entry, cancellationToken))
            {
                changed.Add(Up(folder.FileOf(path), path));
            }
        }

        return changed;
    }

    private async Task<IReadOnlyList<FileTransfer>> ChangedThereAsync(Folder folder, CancellationToken cancellationToken)
    {
        List<FileTransfer> changed = [];
        foreach (FileEntry entry in await client.ListAsync(cancellationToken))
        {
            if (!await folder.HasAsync(entry, cancellationToken))
            {
                changed.Add(Down(entry.Path, folder.FileOf(entry.Path)));
            }
        }

        return changed;
    }

    private async Task<int> ListAsync(CancellationToken cancellationToken)
    {
        Table table = new Table().AddColumns("file", "bytes", "SHA-256");
        foreach (FileEntry entry in await client.ListAsync(cancellationToken))
        {
            table.AddRow(Markup.Escape(entry.Path), $"{entry.Length:N0}", entry.Sha256[..12]);
        }

        console.Write(table);
        return 0;
    }

    private FileTransfer Up(string file, string path) =>
        new(path, (progress, cancellationToken) => client.UploadAsync(file, path, progress, cancellationToken));

    private FileTransfer Down(string path, string file) =>
        new(path, (progress, cancellationToken) => client.DownloadAsync(path, file, progress, cancellationToken));
}
