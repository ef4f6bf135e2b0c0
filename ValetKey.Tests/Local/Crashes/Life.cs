using System.Net.Sockets;
using ValetKey.Local;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local.Crashes;

/// <summary>One life of the service, from its start to its kill, as an application and its clients see it.</summary>
internal sealed class Life : IAsyncDisposable
{
    public const string Container = "media";

    private readonly TestApplication _application;
    private readonly HttpClient _client = TestStorage.NewClient();
    private readonly int _killedAt;
    private int _acknowledgements;

    private Life(KillableService service, TestApplication application, LocalStorage storage, int killedAt)
    {
        Service = service;
        Storage = storage;
        _application = application;
        _killedAt = killedAt;
    }

    public KillableService Service { get; }

    /// <summary>The same store, opened by the application itself.</summary>
    public LocalStorage Storage { get; }

    /// <summary>Whether the application has closed it, and nobody but the service has it open.</summary>
    public bool IsAlone { get; private set; }

    public IValetKeyIssuer Issuer => _application.Issuer;

    public HttpClient Client => _client;

    /// <param name="folder">Holds the root, and what the process needs besides.</param>
    /// <param name="killedAt">The acknowledgement that is the service's last; 0 lets it live.</param>
    public static async Task<Life> BeginAsync(string folder, int killedAt)
    {
        string root = RootIn(folder);
        KillableService service = await KillableService.StartAsync(root, folder);
        TestApplication application = await TestApplication.StartAsync(root, TimeProvider.System, service.Url);
        return new Life(service, application, LocalStorage.Open(root), killedAt);
    }

    public static string RootIn(string folder) => Path.Combine(folder, "root");

    public async Task<Answer> SendAsync(HttpRequestMessage request) => await Answer.OfAsync(await _client.SendAsync(request));

    public async Task<Answer> SendAsync(string name, Permissions permission, byte[]? content = null) =>
        await SendAsync(await KeyAsync(name, permission), content);

    public async Task<Answer> SendAsync(SignedUrl key, byte[]? content = null) =>
        await SendAsync(key.CreateRequest(content is null ? null : new ByteArrayContent(content)));

    public async Task<SignedUrl> KeyAsync(string name, Permissions permission, KeyConstraints? constraints = null) =>
        await Issuer.IssueUrlAsync(
            new KeyRequest(KeyScope.ForObject(Container, name), permission) { Constraints = constraints ?? KeyConstraints.None });

    /// <summary>To be called once a change has been acknowledged, and noted.</summary>
    public void Count()
    {
        if (Interlocked.Increment(ref _acknowledgements) == _killedAt)
        {
            Service.Kill();
        }
    }

    /// <summary>Does something again and again until the service is dead. What breaks off then was not answered; before, nothing may.</summary>
    public async Task LoadAsync(Func<Task> step)
    {
        try
        {
            while (!Service.IsKilled)
            {
                await step();
            }
        }
        catch (Exception fault) when (fault is HttpRequestException or SocketException or IOException && Service.IsKilled)
        {
        }
    }

    /// <summary>Lets the service alone with the store, so that whoever opens it next has to make good what the kill has left.</summary>
    public void LeaveAlone()
    {
        IsAlone = true;
        Storage.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        Service.Dispose();
        Storage.Dispose();
        _client.Dispose();
        await _application.DisposeAsync();
    }
}
