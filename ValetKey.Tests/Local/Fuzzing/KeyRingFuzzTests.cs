using ValetKey.Local;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local.Fuzzing;

/// <summary>A key ring is read as it is, or refused with words that quote nothing of it; never is another one made in its place.</summary>
public sealed class KeyRingFuzzTests
{
    private const int Rings = 4_000;

    [Test]
    public Task A_damaged_ring_is_refused_and_left_as_it_is() => Fuzzing.RunAsync(Rings, (random, count, tell) =>
    {
        byte[][] rings = Corpus.Files("rings");
        ByteMutator mutator = new(random, rings);
        using TempFolder folder = new();
        string path = folder.File("keyring.json");
        for (int i = 0; i < count; i++)
        {
            byte[] mutated = mutator.Mutate(rings[random.Next(rings.Length)]);
            tell(mutated);
            File.WriteAllBytes(path, mutated);
            if (FaultOf(folder.Path) is { } fault)
            {
                fault.Should().Contain("keyring.json").And.NotContain("c2VjcmV0", "the secrets begin so");
            }

            File.ReadAllBytes(path).AsSpan().SequenceEqual(mutated).Should().BeTrue();
        }

        return Task.CompletedTask;
    });

    private static string? FaultOf(string root)
    {
        try
        {
            using LocalKeyRing ring = LocalKeyRing.Open(root);
            ring.KeyIds.Should().NotBeEmpty().And.OnlyHaveUniqueItems();
            return null;
        }
        catch (InvalidDataException fault)
        {
            return fault.Message;
        }
    }
}
