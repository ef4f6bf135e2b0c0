namespace ValetKey.Testing;

/// <summary>A signer, or the service behind it, does not keep what it declares. The message says all that went wrong in the case.</summary>
public sealed class ConformanceException : Exception
{
    /// <summary>Creates the exception.</summary>
    public ConformanceException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    public ConformanceException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">What it came from.</param>
    public ConformanceException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
