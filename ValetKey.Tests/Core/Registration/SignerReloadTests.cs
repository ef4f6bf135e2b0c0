using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Registration;

/// <summary>When options change, what is made anew and what goes.</summary>
public sealed class SignerReloadTests
{
    [Test]
    public void Ten_reloads_without_a_change_make_one_signer()
    {
        object credential = new();
        using CountedStore store = new CountedStore().StartWith(options =>
        {
            options.Endpoint = new Uri("https://store.example");
            options.Credential = credential;
            options.Names["a"] = "b";
            options.Origins.Add("https://app.example");
        });

        for (int i = 0; i < 10; i++)
        {
            store.Reload();
        }

        store.Signers.Should().ContainSingle().Which.Disposals.Should().Be(0);
    }

    [TestCase("Secret")]
    [TestCase("Names")]
    [TestCase("Origins")]
    [TestCase("Credential")]
    public void A_change_of_any_property_makes_a_new_signer_and_disposes_the_old_one_once(string property)
    {
        int runs = 0;
        using CountedStore store = new CountedStore().StartWith(options =>
        {
            string value = runs++ == 0 ? "old" : "new";
            options.Secret = property == "Secret" ? value : null;
            options.Names["a"] = property == "Names" ? value : "a";
            options.Origins.Add(property == "Origins" ? value : "a");
            options.Credential = property == "Credential" ? new object() : null;
        });

        store.Reload();

        store.Signers.Should().HaveCount(2);
        store.Signers.Select(signer => signer.Disposals).Should().Equal(1, 0);
    }

    [Test]
    public async Task A_replaced_signer_serves_its_callers_to_the_end_and_goes_with_the_last()
    {
        int parts = 1;
        TaskCompletionSource gate = new();
        using CountedStore store = new CountedStore().StartWith(options => options.Parts = parts);
        store.Signers[0].Gate = gate.Task;
        Task<IssuedKey>[] waiting = [store.Issuer.IssueAsync(Requests.Read()).AsTask(), store.Issuer.IssueAsync(Requests.Read()).AsTask()];

        parts = 2;
        store.Reload();
        await store.Issuer.IssueAsync(Requests.Read());

        store.Signers.Select(signer => signer.Disposals).Should().Equal(0, 0);
        gate.SetResult();
        await Task.WhenAll(waiting);
        store.Signers.Select(signer => signer.Disposals).Should().Equal(1, 0);
    }

    [Test]
    public async Task The_end_of_the_container_disposes_the_signer_once_its_callers_are_done()
    {
        TaskCompletionSource gate = new();
        CountedStore store = new CountedStore().StartWith(_ => { });
        store.Signers[0].Gate = gate.Task;
        IValetKeyIssuer issuer = store.Issuer;
        Task<IssuedKey> waiting = issuer.IssueAsync(Requests.Read()).AsTask();

        store.Dispose();

        store.Signers[0].Disposals.Should().Be(0);
        gate.SetResult();
        await waiting;
        store.Signers[0].Disposals.Should().Be(1);
        store.Reload();
        store.Signers.Should().ContainSingle("nobody listens any more");
        await FluentActions.Awaiting(() => issuer.IssueAsync(Requests.Read()).AsTask()).Should().ThrowAsync<ValetKeyException>();
    }

    [Test]
    public void A_change_while_the_options_are_read_is_not_missed()
    {
        int parts = 1;
        CountedStore store = new();
        using CountedStore started = store.StartWith(options =>
        {
            options.Parts = parts;
            if (parts == 1)
            {
                parts = 2;
                store.Reload();
            }
        });

        started.Signers[^1].Options.Parts.Should().Be(2, "else the signer is of settings that are no more");
        started.Reload();
        started.Signers[^1].Options.Parts.Should().Be(2);
    }

    [Test]
    public void A_section_that_says_the_same_again_leaves_the_objects_of_code_as_they_are()
    {
        ConfigurationRoot root = CountedStore.Configuration(("Parts", "3"));
        CountedStore store = new();
        using CountedStore started = store.Start(builder => builder
            .AddSigner("store", store.Definition, root.GetSection("S"))
            .AddSigner("store", store.Definition, options => options.Credential = new object()));
        _ = store.Issuer;

        root["Other"] = "changed";
        root.Reload();
        store.Signers.Should().ContainSingle();

        root["S:Parts"] = "4";
        root.Reload();
        store.Signers.Select(signer => signer.Options.Parts).Should().Equal(3, 4);
    }

    [Test]
    public async Task A_file_with_new_content_is_a_change_though_its_path_is_not()
    {
        string file = Path.GetTempFileName();
        try
        {
            ConfigurationRoot root = CountedStore.Configuration(("SecretPath", file));
            CountedStore store = new();
            using CountedStore started = store.Start(builder => builder.AddSigner("store", store.Definition, root.GetSection("S")));
            _ = store.Issuer;

            root.Reload();
            store.Signers.Should().ContainSingle();

            await File.WriteAllTextAsync(file, "new");
            root.Reload();
            store.Signers.Should().HaveCount(2);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
