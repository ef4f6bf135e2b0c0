namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Where providers, policies and audit sinks are added. Providers extend it with methods of their own.</summary>
public interface IValetKeyBuilder
{
    /// <summary>The application's services.</summary>
    IServiceCollection Services { get; }
}
