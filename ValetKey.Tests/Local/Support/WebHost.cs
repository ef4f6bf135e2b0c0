using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Local;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Local.Support;

/// <summary>A web application of the user's own that serves local storage on the side.</summary>
public sealed class WebHost : IAsyncDisposable
{
    private readonly TempFolder _folder;

    private WebHost(WebApplication app, TempFolder folder)
    {
        App = app;
        _folder = folder;
    }

    public WebApplication App { get; }

    public string RootPath => _folder.Path;

    public HttpClient Client { get; } = TestStorage.NewClient();

    public static WebHost Build(Action<IValetKeyBuilder, string> add, Action<IServiceCollection>? configureServices = null)
    {
        TempFolder folder = new();
        WebApplicationBuilder builder = QuietHost.CreateBuilder();
        add(builder.Services.AddValetKey(), folder.Path);
        configureServices?.Invoke(builder.Services);
        return new WebHost(builder.Build(), folder);
    }

    public static WebHost BuildOne(Action<LocalStorageOptions>? configure = null, Action<IServiceCollection>? configureServices = null)
    {
        void Add(IValetKeyBuilder builder, string root) => builder.AddLocalStorage("one", options =>
        {
            options.RootPath = root;
            configure?.Invoke(options);
        });
        return Build(Add, configureServices);
    }

    public IValetKeyIssuer Issuer(string name = "one") => App.Services.GetRequiredKeyedService<IValetKeyIssuer>(name);

    public async Task<Answer> SendAsync(HttpRequestMessage request) => await Answer.OfAsync(await Client.SendAsync(request));

    public async Task<Answer> PutAsync(string name = "one") => await SendAsync((await KeyAsync(name)).CreateRequest(Bodies.Text("x")));

    public async Task<SignedUrl> KeyAsync(string name = "one") => await Issuer(name).IssueUrlAsync(KeyScope.ForObject("c", "a b"), Permissions.Write);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.DisposeAsync();
        _folder.Dispose();
    }
}
