using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ValetKey;
using ValetKey.AspNetCore;
using ValetKey.AspNetCore.Access;
using ValetKey.AspNetCore.Downloads;
using ValetKey.Providers;
using static System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Serves the ways to what a user may download, and keys that clients ask for as such.</summary>
public static class DownloadsEndpointExtensions
{
    /// <summary>
    /// Serves downloads: <c>GET</c> and <c>HEAD</c> are answered with a redirect (302) to a key for the object, or with the key as JSON where the
    /// request accepts <c>application/json</c>. Both may be cached by the user's browser as long as the key lives.
    /// </summary>
    /// <remarks>
    /// Closed by default: a user is demanded unless <c>AllowAnonymous()</c> is written on what this returns. An application without any
    /// authentication does not start; in a group, and without uploads, its first request says so. The issuer may be a delivery network's.
    /// </remarks>
    /// <typeparam name="THandler">What the application knows of them.</typeparam>
    /// <param name="endpoints">The application, or a group.</param>
    /// <param name="pattern">Where, such as <c>/pictures/{id}/content</c>.</param>
    /// <param name="name">The name of the issuer.</param>
    /// <param name="configure">The settings.</param>
    /// <exception cref="OptionsValidationException">The settings are wrong.</exception>
    public static IEndpointConventionBuilder MapDownloads<[DynamicallyAccessedMembers(PublicConstructors)] THandler>(
        this IEndpointRouteBuilder endpoints, string pattern, string name, Action<DownloadsOptions>? configure = null)
        where THandler : DownloadHandler
    {
        DownloadsOptions options = OptionsOf(name, configure);
        Lazy<DownloadEndpoint> endpoint = new(() => new DownloadEndpoint(
            options,
            endpoints.ServiceProvider.GetRequiredKeyedService<IValetKeyIssuer>(name),
            endpoints.ServiceProvider.GetRequiredKeyedService<IKeySigner>(name),
            endpoints.ServiceProvider.GetRequiredService<TimeProvider>()));
        return Map(endpoints, pattern, ["GET", "HEAD"], $"downloads of '{name}'", options, (context, subject) =>
            endpoint.Value.AnswerAsync(context, subject, ActivatorUtilities.CreateInstance<THandler>(context.RequestServices)));
    }

    /// <summary>Serves keys: <c>POST {pattern}/{key}</c> is answered with the key that the application has under this name, as JSON.</summary>
    /// <remarks>
    /// Closed by default: a user is demanded unless <c>AllowAnonymous()</c> is written on what this returns. An application without any
    /// authentication does not start; in a group, and without uploads, its first request says so.
    /// </remarks>
    /// <typeparam name="THandler">Which keys there are, and for whom.</typeparam>
    /// <param name="endpoints">The application, or a group.</param>
    /// <param name="pattern">Where, such as <c>/keys</c>.</param>
    /// <param name="name">The name of the issuer.</param>
    /// <param name="configure">The settings.</param>
    /// <exception cref="OptionsValidationException">The settings are wrong.</exception>
    public static IEndpointConventionBuilder MapKeys<[DynamicallyAccessedMembers(PublicConstructors)] THandler>(
        this IEndpointRouteBuilder endpoints, string pattern, string name, Action<KeyEndpointOptions>? configure = null)
        where THandler : KeyHandler
    {
        KeyEndpointOptions options = OptionsOf(name, configure);
        IEndpointConventionBuilder mapped = Map(endpoints, $"{pattern}/{{key}}", ["POST"], $"keys of '{name}'", options, async (context, subject) =>
        {
            KeyHandler handler = ActivatorUtilities.CreateInstance<THandler>(context.RequestServices);
            string key = (string?)context.Request.RouteValues["key"] ?? "";
            KeyRequest wanted = await handler.FindAsync(key, context, subject, context.RequestAborted).ConfigureAwait(false)
                ?? throw new RefusedException(Problems.NotHere);
            IssuedKey issued = await context.RequestServices.GetRequiredKeyedService<IValetKeyIssuer>(name)
                .IssueAsync(wanted with { Subject = subject }, context.RequestAborted).ConfigureAwait(false);
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(issued.ToJson(), context.RequestAborted).ConfigureAwait(false);
        });
        return mapped.WithMetadata(new ApiEndpoint());
    }

    private static TOptions OptionsOf<TOptions>(string name, Action<TOptions>? configure)
        where TOptions : EndpointOptions, new()
    {
        TOptions options = new();
        configure?.Invoke(options);
        ValidateOptionsResult result = new EndpointOptionsRules<TOptions>().Validate(name, options);
        return result.Succeeded ? options : throw new OptionsValidationException(name, typeof(TOptions), result.Failures);
    }

    private static IEndpointConventionBuilder Map(
        IEndpointRouteBuilder endpoints, string pattern, string[] methods, string what, EndpointOptions options,
        Func<HttpContext, string?, Task> answer)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        IServiceProvider services = endpoints.ServiceProvider;
        EndpointGuard guard = new(options, services.GetRequiredService<ILoggerFactory>().CreateLogger("ValetKey.AspNetCore"));
        RequestDelegate handle = context => guard.EnterAsync(context, subject => answer(context, subject));
        IEndpointConventionBuilder mapped = endpoints.MapMethods(pattern, methods, handle).WithDisplayName($"{pattern} ({what})");
        mapped.Finally(endpoint => MappedEndpoints.Close(endpoint, services));
        MappedEndpoints.MakeAtStart(endpoints);
        return mapped;
    }
}
