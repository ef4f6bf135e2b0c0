using Microsoft.Extensions.DependencyInjection;

namespace ValetKey.Tests.Local.Support;

/// <summary>An application that issues keys for a service elsewhere, as another process would.</summary>
public sealed class TestApplication : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private TestApplication(ServiceProvider services) => _services = services;

    public IValetKeyIssuer Issuer => _services.GetRequiredService<IValetKeyIssuer>();

    public static Task<TestApplication> StartAsync(string rootPath, TimeProvider time, Uri publicUrl)
    {
        ServiceCollection services = new();
        services.AddSingleton(time);
        services.AddValetKey(options => options.ClockSkew = ClockSkewPolicy.Strict).AddLocalStorage("application", options =>
        {
            options.RootPath = rootPath;
            options.PublicUrl = publicUrl;
        });
        return Task.FromResult(new TestApplication(services.BuildServiceProvider()));
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
