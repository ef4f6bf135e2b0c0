namespace ValetKey.Gcp.Downscoping;

/// <summary>What a token is asked for with: tokens of different lives do not drive each other out.</summary>
/// <param name="Boundary">The credential access boundary.</param>
/// <param name="Lifetime">How long the key may live.</param>
internal readonly record struct TokenKey(string Boundary, TimeSpan Lifetime);
