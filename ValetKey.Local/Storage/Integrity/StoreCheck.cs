using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using ValetKey.Local.Storage.Content;
using ValetKey.Local.Storage.Sql;

namespace ValetKey.Local.Storage.Integrity;

/// <summary>Reads everything that the database names, and compares it with what the database says. What is written meanwhile is no fault.</summary>
internal sealed class StoreCheck(StoreLayout layout, SessionPool sessions, IProgress<IntegrityReport>? progress)
{
    private readonly List<IntegrityFault> _faults = [];
    private long _objects;
    private long _bytes;

    public async Task<IntegrityReport> RunAsync(CancellationToken cancellationToken)
    {
        CheckDatabase();
        NamedContent? last = null;
        while (Next(last) is var (next, pieces))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await CheckAsync(next, pieces, cancellationToken).ConfigureAwait(false);
            last = next;
            progress?.Report(Report(unnamedFiles: 0));
        }

        return Report(CountUnnamedFiles());
    }

    private IntegrityReport Report(int unnamedFiles) => new(_objects, _bytes, [.. _faults], unnamedFiles);

    private void CheckDatabase()
    {
        using SessionPool.Lease lease = sessions.Rent();
        using SqliteDataReader reader = lease.Session.Query("PRAGMA integrity_check");
        while (reader.Read())
        {
            if (reader.GetString(0) is not "ok" and string fault)
            {
                _faults.Add(new IntegrityFault(IntegrityFaultKind.DatabaseDamaged, null, null, fault));
            }
        }
    }

    /// <summary>The next content with the pieces that it has at the same moment.</summary>
    private (NamedContent Content, List<Piece> Pieces)? Next(NamedContent? last)
    {
        using SessionPool.Lease lease = sessions.Rent();
        using ReadTransaction transaction = ReadTransaction.Begin(lease.Session);
        return ContentRows.After(lease.Session, last) is { } next ? (next, PieceRows.Of(lease.Session, next.Id)) : null;
    }

    private async Task CheckAsync(NamedContent content, List<Piece> pieces, CancellationToken cancellationToken)
    {
        _objects++;
        if (content.Length is { } length && pieces.Sum(piece => piece.Length) is var sum && sum != length)
        {
            Blame(content, IntegrityFaultKind.LengthDiffers, $"The object has {length} bytes, and its pieces have {sum}.");
        }

        foreach (Piece piece in pieces)
        {
            if (await FaultOfAsync(piece, cancellationToken).ConfigureAwait(false) is var (kind, detail)
                && PiecesOf(content).Exists(now => now.Number == piece.Number && now.File == piece.File))
            {
                Blame(content, kind, detail);
            }

            _bytes += piece.Length;
        }
    }

    private void Blame(NamedContent content, IntegrityFaultKind kind, string detail) =>
        _faults.Add(new IntegrityFault(kind, content.Container, content.Name, detail));

    private List<Piece> PiecesOf(NamedContent content)
    {
        using SessionPool.Lease lease = sessions.Rent();
        return PieceRows.Of(lease.Session, content.Id);
    }

    private async Task<(IntegrityFaultKind Kind, string Detail)?> FaultOfAsync(Piece piece, CancellationToken cancellationToken)
    {
        string place = piece.File is { } file ? $"The file {layout.ContentPath(file)}" : "The content in the database";
        Stream opened;
        try
        {
            opened = OpenedContent.Of(layout, [piece]);
        }
        catch (Exception fault) when (ContentFiles.IsGone(fault) || fault is DirectoryNotFoundException)
        {
            return (IntegrityFaultKind.ContentMissing, $"{place} is gone.");
        }

        await using (opened.ConfigureAwait(false))
        {
            if (opened.Length != piece.Length)
            {
                return (IntegrityFaultKind.LengthDiffers, $"{place} has {opened.Length} bytes, and had {piece.Length}.");
            }

            byte[] md5 = await CryptographicOperations.HashDataAsync(HashAlgorithmName.MD5, opened, cancellationToken).ConfigureAwait(false);
            return md5.AsSpan().SequenceEqual(piece.Md5)
                ? null
                : (IntegrityFaultKind.DigestDiffers, $"{place} has other bytes than it had.");
        }
    }

    private int CountUnnamedFiles()
    {
        using SessionPool.Lease lease = sessions.Rent();
        SqliteSession session = lease.Session;
        return Directory.EnumerateFiles(layout.Temporary).Count()
            + layout.ContentFolders.SelectMany(Directory.EnumerateFiles).Count(path => !PieceRows.Name(session, Path.GetFileName(path)));
    }
}
