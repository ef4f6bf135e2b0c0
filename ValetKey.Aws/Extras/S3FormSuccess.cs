namespace ValetKey.Aws;

/// <summary>What a browser is told when its form post has succeeded. Without it S3 answers 204 with no body.</summary>
public sealed record S3FormSuccess : KeyExtra
{
    /// <summary>Answers with a status.</summary>
    /// <param name="status">200, 201 (with the object's name as XML) or 204.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="status"/> is none of these.</exception>
    public S3FormSuccess(int status)
    {
        if (status is not (200 or 201 or 204))
        {
            throw new ArgumentOutOfRangeException(nameof(status), status, "S3 knows 200, 201 and 204.");
        }

        Status = status;
    }

    /// <summary>Sends the browser on.</summary>
    /// <param name="redirect">An absolute URL.</param>
    /// <exception cref="ArgumentException"><paramref name="redirect"/> is not absolute.</exception>
    public S3FormSuccess(Uri redirect)
    {
        ArgumentNullException.ThrowIfNull(redirect);
        Redirect = redirect.IsAbsoluteUri ? redirect : throw new ArgumentException("The URL must be absolute.", nameof(redirect));
    }

    /// <summary>The status, if it is to be one.</summary>
    public int? Status { get; }

    /// <summary>Where to, if it is to be a redirect.</summary>
    public Uri? Redirect { get; }

    /// <inheritdoc/>
    protected override Permissions UsedBy => Permissions.Write;

    /// <inheritdoc/>
    protected override IEnumerable<(string Property, string? Text)> Texts => Redirect is null ? [] : [(nameof(Redirect), Redirect.AbsoluteUri)];
}
