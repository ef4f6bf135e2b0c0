namespace ValetKey.AspNetCore;

/// <summary>Settings of the endpoints that hand out keys.</summary>
public sealed class KeyEndpointOptions : EndpointOptions;
