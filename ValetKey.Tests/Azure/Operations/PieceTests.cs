using ValetKey.Azure.Operations;
using ValetKey.Providers;

namespace ValetKey.Tests.Azure.Operations;

/// <summary>Blobs are cut into blocks within the service's limits, whatever their sizes.</summary>
internal sealed class PieceTests
{
    private const long MiB = 1024 * 1024;

    [TestCase(1, 1L)]
    [TestCase(1, 256 * MiB)]
    [TestCase(1, (256 * MiB) + 1)]
    [TestCase(1, 5_000_000 * MiB)]
    [TestCase(1, 50_000 * 4000 * MiB)]
    [TestCase(10_000, 1L)]
    [TestCase(10_000, 100 * MiB)]
    [TestCase(10_000, 4000 * MiB)]
    public void Pieces_are_the_whole_of_each_source_in_blocks_that_the_service_takes(int count, long length)
    {
        StorageObject[] sources = [.. Enumerable.Range(1, count).Select(number => Source(number, length))];

        List<Piece> pieces = Piece.Cut(sources, "owner");

        pieces.Should().HaveCountLessThanOrEqualTo(50_000);
        pieces.Max(piece => piece.Length).Should().BeLessThanOrEqualTo(4000 * MiB);
        pieces.Select(piece => piece.BlockId).Distinct().Count().Should().Be(pieces.Count);
        pieces.Should().OnlyContain(piece => Convert.FromBase64String(piece.BlockId).Length == 32);
        pieces.Select(piece => piece.Source).Distinct().Should().Equal(sources);
        foreach (IGrouping<StorageObject, Piece> source in pieces.GroupBy(piece => piece.Source))
        {
            long end = 0;
            foreach (Piece piece in source)
            {
                piece.Offset.Should().Be(end);
                end += piece.Length;
            }

            end.Should().Be(length);
        }
    }

    [Test]
    public void Blocks_of_one_owner_and_content_have_one_id_and_all_others_another()
    {
        string Id(string owner, StorageObject source) => Piece.Cut([source], owner).Single().BlockId;
        StorageObject source = Source(1, 10);

        Id("owner", Source(1, 10)).Should().Be(Id("owner", source));
        new[] { Id("owner", source), Id("other", source), Id("owner", Source(2, 10)), Id("owner", Source(1, 11)),
            Id("owner", source with { Revision = "0x2" }) }.Should().OnlyHaveUniqueItems();
    }

    [Test]
    public void Empty_source_is_looked_at_and_becomes_no_block() =>
        Piece.Cut([Source(1, 0)], "owner").Should().ContainSingle().Which.Length.Should().Be(0);

    private static StorageObject Source(int number, long length) => new("media", $"staged.{number}", length, "0x1");
}
