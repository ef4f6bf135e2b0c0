using CsCheck;

namespace ValetKey.Tests.Core.Scopes;

public sealed class KeyScopeCoversPropertyTests
{
    private static readonly string[] Segments = ["t", "t1", "T"];

    private static readonly Gen<KeyScope> AnyScope = Gen.Select(
        Gen.Int[0, 5], Gen.OneOf("c", "d"), Gen.OneOf(Segments).Array[1, 2], Gen.OneOf("v1", "v2")).Select(
        (kind, container, segments, version) => kind switch
        {
            0 => KeyScope.ForContainer(container),
            1 => KeyScope.ForQueue(container),
            2 => KeyScope.ForObject(container, string.Join('/', segments)),
            3 => KeyScope.ForObject(container, string.Join('/', segments), version),
            4 => KeyScope.ForPart(container, string.Join('/', segments), version, segments.Length),
            _ => KeyScope.ForPrefix(container, string.Join('/', segments) + "/"),
        });

    private static readonly string[][] Names =
    [
        .. from a in Segments select new[] { a },
        .. from a in Segments from b in Segments select new[] { a, b },
        .. from a in Segments from b in Segments from c in Segments select new[] { a, b, c },
    ];

    [Test]
    public void Covers_is_reflexive() => AnyScope.Sample(scope => scope.Covers(scope).Should().BeTrue(), iter: 500);

    [Test]
    public void Covers_is_antisymmetric() => Gen.Select(AnyScope, AnyScope).Sample(
        (one, other) => (one.Covers(other) && other.Covers(one)).Should().Be(one == other), iter: 5_000);

    [Test]
    public void Covers_is_transitive() => Gen.Select(AnyScope, AnyScope, AnyScope).Sample(
        (one, other, third) =>
        {
            if (one.Covers(other) && other.Covers(third))
            {
                one.Covers(third).Should().BeTrue();
            }
        },
        iter: 20_000);

    [Test]
    public void Covers_agrees_with_what_each_scope_opens_thing_by_thing() => Gen.Select(AnyScope, AnyScope).Sample(
        (one, other) => one.Covers(other).Should().Be(Opened(other).IsSubsetOf(Opened(one)), $"{one} and {other}"), iter: 3_000);

    /// <summary>Everything that a scope opens in a small world, segment by segment; no comparison of whole names.</summary>
    private static HashSet<string> Opened(KeyScope scope)
    {
        HashSet<string> opened = [];
        if (scope.Kind == ResourceKinds.Queue)
        {
            return [$"queue {scope.Container}"];
        }

        if (scope.Kind == ResourceKinds.Container)
        {
            opened.Add($"the whole of {scope.Container}");
        }

        string[] wanted = scope.Name.Split('/', StringSplitOptions.RemoveEmptyEntries);
        foreach (string[] name in Names)
        {
            bool isUnder = name.Length > wanted.Length && name.Zip(wanted).All(pair => pair.First == pair.Second);
            bool isIt = name.SequenceEqual(wanted);
            foreach (string? version in new[] { null, "v1", "v2" })
            {
                bool opens = scope.Kind switch
                {
                    ResourceKinds.Container => true,
                    ResourceKinds.Prefix => isUnder,
                    ResourceKinds.Part => false,
                    _ => isIt && version == scope.VersionId,
                };
                if (opens)
                {
                    opened.Add($"{scope.Container}: {string.Join('>', name)} {version}");
                }

                if (scope.Kind is ResourceKinds.Container or ResourceKinds.Prefix ? opens : isIt && scope.UploadId == (version ?? ""))
                {
                    opened.Add($"{scope.Container}: part of {version} of {string.Join('>', name)}");
                }
            }
        }

        return opened;
    }
}
