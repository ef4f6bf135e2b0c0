namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// Remembers which factory or definition holds a name, so that repeating a registration is harmless and taking another's name is not.
/// </summary>
internal sealed record SignerRegistration(object Identity);
