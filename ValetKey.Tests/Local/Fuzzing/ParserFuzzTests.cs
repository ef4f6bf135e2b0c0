using System.Buffers.Text;
using System.Text;
using ValetKey.Local.Signing;
using ValetKey.Local.Storage.Parts;
using ValetKey.Local.Verification;

namespace ValetKey.Tests.Local.Fuzzing;

/// <summary>What reads a text either refuses it, or has read just this text: there is no second one of the same meaning.</summary>
public sealed class ParserFuzzTests
{
    private const int Each = 30_000;

    [Test]
    public Task A_key_is_one_text() => RunAsync("queries.txt", text =>
    {
        if (PresentedKey.TryParse(text) is { } key)
        {
            string again = $"{key.Token}&sig={Base64Url.EncodeToString(key.Signature)}" + (key.Added.Length == 0 ? "" : $"&{key.Added}");
            again.Should().Be(text);
            Array.ForEach(TokenFields.InOrder, field => _ = key[field]);
        }
    });

    [Test]
    public Task A_path_is_one_text_and_leads_nowhere_else() => RunAsync("paths.txt", text =>
    {
        if (ResourcePath.TryParse(text) is { } path)
        {
            path.Text.Should().Be(text);
            Uri.UnescapeDataString(text).Should().Be($"/{(path.IsQueue ? "@" : "")}{path.Container}{(path.Name is null ? "" : "/" + path.Name)}");
            path.Container.Should().NotBeNullOrEmpty().And.NotContain("/");
            (path.Name ?? "x").Split('/').Should().NotContain([".", ".."]);
            (path.Container + path.Name).Any(char.IsControl).Should().BeFalse();
        }
    });

    [Test]
    public Task A_scope_is_one_text() => RunAsync("scopes.txt", text =>
    {
        if (KeyScope.TryParse(text, null, out KeyScope? scope))
        {
            scope.ToString().Should().Be(text);
            KeyScope.Parse(text, null).Should().Be(scope);
        }
        else
        {
            FluentActions.Invoking(() => KeyScope.Parse(text, null)).Should().ThrowExactly<FormatException>();
        }
    });

    [Test]
    public Task The_id_of_an_upload_is_one_text() => RunAsync("uploads.txt", text =>
    {
        if (UploadId.TryParse(text) is { } id)
        {
            UploadId.Text(id).Should().Be(text);
        }
    });

    private static Task RunAsync(string file, Action<string> check) => Fuzzing.RunAsync(Each, (random, count, tell) =>
    {
        byte[][] inputs = Corpus.Lines(file);
        ByteMutator mutator = new(random, inputs);
        for (int i = 0; i < count; i++)
        {
            byte[] mutated = mutator.Mutate(inputs[random.Next(inputs.Length)]);
            tell(mutated);
            check(i % 2 == 0 ? Encoding.UTF8.GetString(mutated) : Encoding.Latin1.GetString(mutated) + (char)random.Next(char.MaxValue + 1));
        }

        return Task.CompletedTask;
    });
}
