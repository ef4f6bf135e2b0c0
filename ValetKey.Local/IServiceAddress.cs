namespace ValetKey.Local;

/// <summary>Where clients find the service.</summary>
internal interface IServiceAddress
{
    /// <summary>The ASCII bytes of an absolute URL without a slash at its end.</summary>
    byte[] BaseUrl { get; }
}
