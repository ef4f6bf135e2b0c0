namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Lets the mapping find the one local storage without being told its name.</summary>
internal sealed record LocalStorageName(string Name);
