namespace ValetKey;

/// <summary>What a browser is told when its form post has succeeded, at S3 and at Cloud Storage. Without it they answer 204 with no body.</summary>
public sealed record FormSuccess : KeyExtra
{
    /// <summary>Answers with a status.</summary>
    /// <param name="status">200, 201 (with the object's name as XML) or 204.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="status"/> is none of these.</exception>
    public FormSuccess(int status) => Status = status is 200 or 201 or 204
        ? status
        : throw new ArgumentOutOfRangeException(nameof(status), status, "Services know 200, 201 and 204.");

    /// <summary>Sends the browser on.</summary>
    /// <param name="redirect">An absolute URL. A request with another than an http or https URL is refused: the browser would run or open it.</param>
    /// <exception cref="ArgumentException"><paramref name="redirect"/> is not absolute.</exception>
    public FormSuccess(Uri redirect)
    {
        ArgumentNullException.ThrowIfNull(redirect);
        Redirect = redirect.IsAbsoluteUri ? redirect : throw new ArgumentException("The URL must be absolute.", nameof(redirect));
    }

    /// <summary>The status, if it is to be one.</summary>
    public int? Status { get; }

    /// <summary>Where to, if it is to be a redirect.</summary>
    public Uri? Redirect { get; }

    /// <inheritdoc/>
    protected internal override Permissions UsedBy => Permissions.Write;

    /// <inheritdoc/>
    protected internal override IEnumerable<(string Property, string? Text)> Texts =>
        Redirect is null ? [] : [(nameof(Redirect), Redirect.AbsoluteUri)];

    /// <inheritdoc/>
    protected internal override string? FindFault(KeyRequest request) =>
        Redirect is null || Redirect.Scheme == Uri.UriSchemeHttps || Redirect.Scheme == Uri.UriSchemeHttp
            ? null
            : $"redirects to a URL of the scheme '{Redirect.Scheme}'; it must be http or https";
}
