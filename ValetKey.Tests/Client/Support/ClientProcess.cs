using Microsoft.Extensions.DependencyInjection;
using ValetKey.Client;
using ValetKey.Client.Transfer;
using ValetKey.Tests.AspNetCore.Support;
using ValetKey.Tests.Client.Faults;

namespace ValetKey.Tests.Client.Support;

/// <summary>A client's services, with somebody signed in.</summary>
public sealed class ClientProcess : IDisposable
{
    private readonly ServiceProvider _services;

    public ClientProcess(
        Uri address, string user = "anna", Action<ValetKeyClientOptions>? configure = null, Func<HttpMessageHandler>? storage = null,
        Action<IServiceCollection>? services = null, FaultyNetwork? network = null)
    {
        ServiceCollection added = new();
        services?.Invoke(added);
        ValetKeyClientBuilder clients = added.AddValetKeyClient(options =>
        {
            options.BaseAddress = address;
            options.RetryDelay = TimeSpan.FromMilliseconds(1);
            configure?.Invoke(options);
        });
        clients.Application.AddHttpMessageHandler(() => new SignIn(user)).AddHttpMessageHandler(Application.CreateHandler);
        clients.Storage.AddHttpMessageHandler(Store.CreateHandler);
        if (storage is not null)
        {
            clients.Storage.ConfigurePrimaryHttpMessageHandler(storage);
        }

        if (network is not null)
        {
            clients.Application.ConfigurePrimaryHttpMessageHandler(() => network.Through(Handlers.CreateForApplication()));
            clients.Storage.ConfigurePrimaryHttpMessageHandler(() => network.Through(Handlers.CreateForStorage()));
        }

        _services = added.BuildServiceProvider();
    }

    /// <summary>What goes to the application.</summary>
    public StoreTraffic Application { get; } = new();

    /// <summary>What goes to the store.</summary>
    public StoreTraffic Store { get; } = new();

    public ValetKey.Client.UploadClient Uploads => _services.GetRequiredService<ValetKey.Client.UploadClient>();

    public DownloadClient Downloads => _services.GetRequiredService<DownloadClient>();

    public KeyClient Keys => _services.GetRequiredService<KeyClient>();

    public void Dispose() => _services.Dispose();

    private sealed class SignIn(string user) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Remove(UserHeader.Name);
            request.Headers.Add(UserHeader.Name, user);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
