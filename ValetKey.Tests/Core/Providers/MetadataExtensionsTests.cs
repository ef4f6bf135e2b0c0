using System.Collections.ObjectModel;
using ValetKey.Providers;

namespace ValetKey.Tests.Core.Providers;

/// <summary>Metadata are gone through whatever holds them.</summary>
public sealed class MetadataExtensionsTests
{
    private static readonly Dictionary<string, string> Usual = new() { ["b"] = "2", ["album"] = "été" };

    private static readonly IReadOnlyDictionary<string, string>[] Kinds =
        [Usual, new SortedDictionary<string, string>(Usual), new ReadOnlyDictionary<string, string>(Usual), new Dictionary<string, string>(),
            ReadOnlyDictionary<string, string>.Empty];

    [TestCaseSource(nameof(Kinds))]
    public void Each_name_comes_once_in_the_order_of_what_holds_it(IReadOnlyDictionary<string, string> metadata)
    {
        List<KeyValuePair<string, string>> seen = [];
        foreach (KeyValuePair<string, string> one in metadata.Each())
        {
            seen.Add(one);
        }

        seen.Should().Equal(metadata.AsEnumerable());
        metadata.Length().Should().Be(metadata.Count == 0 ? 0 : 10);
    }

    [Test]
    public void Null_is_refused()
    {
        FluentActions.Invoking(() => ((IReadOnlyDictionary<string, string>)null!).Each()).Should().ThrowExactly<ArgumentNullException>();
        FluentActions.Invoking(() => ((IReadOnlyDictionary<string, string>)null!).Length()).Should().ThrowExactly<ArgumentNullException>();
    }
}
