namespace Microsoft.Extensions.DependencyInjection;

internal sealed class ValetKeyBuilder(IServiceCollection services) : IValetKeyBuilder
{
    public IServiceCollection Services { get; } = services;
}
