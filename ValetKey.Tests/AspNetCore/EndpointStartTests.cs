using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.AspNetCore;
using ValetKey.Tests.AspNetCore.Support;
using ValetKey.Tests.Local.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.AspNetCore;

/// <summary>Endpoints that demand a user, in applications that know none.</summary>
internal sealed class EndpointStartTests
{
    /// <summary>What is mapped, and whether it is in an application that has uploads.</summary>
    public static readonly TestCaseData[] Mapped =
    [
        Case("uploads", true, app => app.MapUploads("/pictures", "pictures")),
        Case("Uppy", true, app => app.MapUppy("/uppy", "pictures")),
        Case("downloads", false, app => app.MapDownloads<TestDownloads>("/files/{name}", "store")),
        Case("keys", false, app => app.MapKeys<TestKeys>("/keys", "store")),
        Case("downloads beside uploads", true, app => app.MapDownloads<TestDownloads>("/files/{name}", "store")),
    ];

    [TestCaseSource(nameof(Mapped))]
    public async Task An_application_without_authentication_does_not_start(bool hasUploads, Mapping map)
    {
        Func<Task> start = () => StartAsync(hasUploads, app => map(app));

        (await start.Should().ThrowAsync<InvalidOperationException>()).WithMessage("*no authentication*AllowAnonymous*");
    }

    [TestCaseSource(nameof(Mapped))]
    public async Task Without_authentication_it_starts_if_everybody_may_ask(bool hasUploads, Mapping map) =>
        await StartAsync(hasUploads, app => map(app).AllowAnonymous());

    [TestCaseSource(nameof(Mapped))]
    public async Task With_authentication_it_starts(bool hasUploads, Mapping map) =>
        await StartAsync(hasUploads, app => map(app), UserHeader.AddTo);

    [Test]
    public async Task In_a_group_uploads_are_as_closed_and_as_open()
    {
        Func<Task> closed = () => StartAsync(hasUploads: true, app => app.MapGroup("/api").MapUploads("/pictures", "pictures"));

        (await closed.Should().ThrowAsync<InvalidOperationException>()).WithMessage("*no authentication*AllowAnonymous*");
        await StartAsync(hasUploads: true, app => app.MapGroup("/api").AllowAnonymous().MapUploads("/pictures", "pictures"));
    }

    private static TestCaseData Case(string what, bool hasUploads, Mapping map) =>
        new TestCaseData(hasUploads, map).SetArgDisplayNames(what);

    private static async Task StartAsync(bool hasUploads, Action<WebApplication> map, Action<IServiceCollection>? services = null)
    {
        using TempFolder folder = new();
        WebApplicationBuilder builder = QuietHost.CreateBuilder();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddValetKey().AddLocalStorage("store", options => options.RootPath = folder.Path);
        if (hasUploads)
        {
            builder.Services.AddSingleton(new TestUploads());
            builder.Services.Configure<UploadLedgerOptions>(options => options.Path = Path.Combine(folder.Path, "uploads.db"));
            builder.Services.AddUploads<TestUploadHandler>("pictures");
        }

        services?.Invoke(builder.Services);
        await using WebApplication app = builder.Build();
        map(app);
        await app.StartAsync();
    }

    internal delegate IEndpointConventionBuilder Mapping(IEndpointRouteBuilder endpoints);
}
