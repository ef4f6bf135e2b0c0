using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ValetKey.Client;
using ValetKey.Tests.Client.Support;

namespace ValetKey.Tests.Client;

/// <summary>Registration and settings.</summary>
internal sealed class ClientRegistrationTests
{
    [Test]
    public void Clients_are_there_once_however_often_they_are_added()
    {
        ServiceCollection services = new();
        services.AddValetKeyClient(options => options.BaseAddress = new Uri("https://app.example/"));
        services.AddValetKeyClient(options => options.MaximumParallelism = 3);
        using ServiceProvider provider = services.BuildServiceProvider();

        provider.GetServices<ValetKey.Client.UploadClient>().Should().ContainSingle();
        provider.GetServices<DownloadClient>().Should().ContainSingle();
        provider.GetServices<KeyClient>().Should().ContainSingle();
        provider.GetRequiredService<IOptions<ValetKeyClientOptions>>().Value.Should().BeEquivalentTo(
            new { BaseAddress = new Uri("https://app.example/"), MaximumParallelism = 3 });
    }

    [Test]
    public void Defaults_are_these() => new ValetKeyClientOptions().Should().BeEquivalentTo(new ValetKeyClientOptions
    {
        BaseAddress = null,
        MaximumParallelism = 8,
        MaximumRetries = 5,
        RetryDelay = TimeSpan.FromSeconds(0.5),
        StallTimeout = TimeSpan.FromMinutes(1),
        CompletionTimeout = TimeSpan.FromMinutes(15),
    });

    [Test]
    public void All_faults_of_the_settings_are_told_at_once()
    {
        ServiceCollection services = new();
        services.AddValetKeyClient(options =>
        {
            options.BaseAddress = new Uri("/relative", UriKind.Relative);
            options.MaximumParallelism = 65;
            options.MaximumRetries = -1;
            options.RetryDelay = TimeSpan.FromMinutes(1);
            options.StallTimeout = TimeSpan.Zero;
            options.CompletionTimeout = TimeSpan.FromDays(2);
        });
        using ServiceProvider provider = services.BuildServiceProvider();

        OptionsValidationException fault = provider.Invoking(it => it.GetRequiredService<KeyClient>())
            .Should().Throw<OptionsValidationException>().Which;

        fault.Failures.Should().HaveCount(6);
        using HttpClient bare = new();
        FluentActions.Invoking(() => new KeyClient(bare)).Should().Throw<ArgumentException>().WithMessage("BaseAddress must be*");
    }

    [Test]
    public async Task Clients_work_without_dependency_injection()
    {
        await using ClientHost host = await ClientHost.StartAsync();
        using HttpClient application = new() { BaseAddress = host.App.Url };
        application.DefaultRequestHeaders.Add(AspNetCore.Support.UserHeader.Name, "anna");
        using MemoryStream back = new();
        await host.StoreAsync("a", ClientHost.Content(10));

        PublishedUpload upload = await new ValetKey.Client.UploadClient(application).UploadAsync(
            host.NewFile(100), new UploadOptions { Endpoint = "pictures" });
        await new DownloadClient(application).DownloadAsync("files/a", back);

        (await host.StoredAsync(upload)).Should().Equal(ClientHost.Content(100));
        back.ToArray().Should().Equal(ClientHost.Content(10));
    }
}
