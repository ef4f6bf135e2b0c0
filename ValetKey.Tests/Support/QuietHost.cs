using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace ValetKey.Tests.Support;

/// <summary>A web application that logs nothing and listens on loopback, on a port that is free.</summary>
internal static class QuietHost
{
    public static WebApplicationBuilder CreateBuilder(string url = "http://127.0.0.1:0")
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        return builder;
    }
}
