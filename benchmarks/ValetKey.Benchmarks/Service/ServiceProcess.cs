using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;
using ValetKey.Local;

namespace ValetKey.Benchmarks.Service;

/// <summary>A process of its own with a local storage service, and beside it ASP.NET Core's static files, the measure for downloads.</summary>
internal sealed class ServiceProcess : IDisposable
{
    public const string Verb = "serve";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("valetkey-service-");
    private readonly Process _process;
    private readonly ServiceProvider _services;

    public ServiceProcess()
    {
        Directory.CreateDirectory(StaticFolder);
        ProcessStartInfo start = new("dotnet", [typeof(ServiceProcess).Assembly.Location, Verb, Root, StaticFolder])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        _process = Process.Start(start)!;
        Url = new Uri(_process.StandardOutput.ReadLine()!);
        StaticUrl = new Uri(_process.StandardOutput.ReadLine()!);
        ServiceCollection services = new();
        services.AddValetKey().AddLocalStorage("local", options => (options.RootPath, options.PublicUrl) = (Root, Url));
        _services = services.BuildServiceProvider();
    }

    public Uri Url { get; }

    public Uri StaticUrl { get; }

    public IValetKeyIssuer Issuer => _services.GetRequiredKeyedService<IValetKeyIssuer>("local");

    /// <summary>A folder on the same disk, for what is done without the service.</summary>
    public string StaticFolder => Path.Combine(_folder.FullName, "static");

    private string Root => Path.Combine(_folder.FullName, "root");

    /// <summary>What the child process does until its input ends.</summary>
    public static async Task ServeAsync(string root, string staticFolder)
    {
        await using LocalStorageHost host = await LocalStorageHost.StartAsync(options => options.RootPath = root);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using WebApplication app = builder.Build();
        app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(staticFolder), ServeUnknownFileTypes = true });
        await app.StartAsync();
        Console.WriteLine(host.Url);
        Console.WriteLine(app.Urls.Single());
        Console.Out.Flush();
        await Console.In.ReadToEndAsync();
    }

    /// <summary>The memory that the process has now, in bytes.</summary>
    public long ResidentBytes() => ReadStatus("VmRSS:");

    /// <summary>The most memory that the process has had, in bytes, since it was last forgotten.</summary>
    public long MostResidentBytes() => ReadStatus("VmHWM:");

    /// <summary>Begins anew to look for the most memory (proc_pid_clear_refs(5)).</summary>
    public void ForgetMostResidentBytes() => File.WriteAllText($"/proc/{_process.Id}/clear_refs", "5");

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
        _services.Dispose();
        _folder.Delete(recursive: true);
    }

    private long ReadStatus(string name)
    {
        string line = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024;
    }
}
