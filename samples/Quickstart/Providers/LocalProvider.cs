using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Local;
using ValetKey.Samples.Queues.Messages;

namespace ValetKey.Samples.Quickstart.Providers;

/// <summary>ValetKey's own storage service, run in this process on a free loopback port, with a temporary folder for its objects.</summary>
internal sealed partial class LocalProvider : IQuickstartProvider
{
    private const int SecondsPerDay = 86_400;

    private readonly string _folder = Directory.CreateTempSubdirectory("valetkey-quickstart-").FullName;
    private LocalStorageHost? _host;

    public string Description => $"local storage at {_host?.Url}";

    public string Container => "pictures";

    public IMessageFormat Messages { get; } = new LocalMessages();

    public async Task StartAsync() => _host = await LocalStorageHost.StartAsync(options => options.RootPath = _folder);

    public void Register(IValetKeyBuilder builder) => builder.AddLocalStorage("local", options =>
    {
        options.RootPath = _folder;
        options.PublicUrl = _host!.Url;
    });

    public string Prolong(string url) => EndOfKey().Replace(
        url, end => (long.Parse(end.Value, CultureInfo.InvariantCulture) + SecondsPerDay).ToString(CultureInfo.InvariantCulture));

    public string? ReasonOf(string body)
    {
        using JsonDocument problem = JsonDocument.Parse(body);
        return problem.RootElement.GetProperty("reason").GetString();
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    [GeneratedRegex("(?<=&se=)[0-9]+")]
    private static partial Regex EndOfKey();
}
