using System.Globalization;
using System.Text;

namespace ValetKey.Providers;

/// <summary>
/// A browser's form and the policy that binds it ("Browser-Based Uploads Using POST", Amazon S3 API Reference; "Policy document", Cloud Storage
/// documentation). Every field is given together with its condition, so that the two cannot differ.
/// </summary>
public sealed class PostPolicy
{
    private const int UsualConditions = 12;

    private readonly List<PostCondition> _conditions = new(UsualConditions);

    /// <summary>Begins a form with the container and the object's name, which under a prefix the client completes.</summary>
    /// <param name="scope">The object, the prefix or the container that files are posted to.</param>
    /// <param name="place">Where the container is.</param>
    /// <exception cref="ValetKeyException">The service would put the file's name into the object's, so the form would open several.</exception>
    public PostPolicy(KeyScope scope, V4Place place)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(place);
        if (scope.Name.Contains(SignedForm.FileNamePlaceholder, StringComparison.Ordinal))
        {
            throw new ValetKeyException(
                ValetKeyErrorReason.Unsupported,
                $"In a form the service replaces {SignedForm.FileNamePlaceholder} by the file's name, so {scope} cannot be named exactly. "
                + "A signed URL can.");
        }

        Add(PostPart.Container, PostComparison.Exact, "bucket", place.Name, field: null);
        if (scope.Kind == ResourceKinds.Object)
        {
            Add(PostPart.Name, PostComparison.Exact, "key", scope.Name, scope.Name);
        }
        else
        {
            Add(PostPart.Name, PostComparison.StartsWith, "key", scope.Name, scope.Name + SignedForm.FileNamePlaceholder);
        }
    }

    /// <summary>Adds a field that must be just so.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="value">Its value.</param>
    public void Exact(string name, string value) => Add(PostPart.Field, PostComparison.Exact, name, value, value);

    /// <summary>Adds a field that the client fills, and whose value must begin so. In the form it is empty.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="prefix">How the value begins.</param>
    public void StartsWith(string name, string prefix) => Add(PostPart.Field, PostComparison.StartsWith, name, prefix, field: "");

    /// <summary>Limits the length of the file.</summary>
    /// <param name="range">The bytes that it may have.</param>
    public void Length(LengthRange range)
    {
        string limits = string.Create(CultureInfo.InvariantCulture, $"{range.Minimum},{range.Maximum}");
        Add(PostPart.Field, PostComparison.LengthRange, "content-length-range", limits, field: null);
    }

    /// <summary>The fields to send, in order, signed with a key of any kind; at once where the key is at hand. To be called once.</summary>
    /// <param name="key">What signs.</param>
    /// <param name="signedAt">The date of the signature.</param>
    /// <param name="end">When the form ends.</param>
    /// <param name="cancellationToken">Gives up the wait for a key that is elsewhere.</param>
    /// <exception cref="ValetKeyException">No signature can be had.</exception>
    public ValueTask<OrderedDictionary<string, string>> SignAsync(
        V4Key key, DateTimeOffset signedAt, DateTimeOffset end, CancellationToken cancellationToken) => key is V4LocalKey local
        ? ValueTask.FromResult(Sign(local, signedAt, end))
        : CompleteAsync(Complete(key, signedAt, end), signedAt, key, cancellationToken);

    /// <summary>The fields to send, in order, signed with a key that is at hand. To be called once.</summary>
    /// <param name="key">What signs.</param>
    /// <param name="signedAt">The date of the signature.</param>
    /// <param name="end">When the form ends.</param>
    public OrderedDictionary<string, string> Sign(V4LocalKey key, DateTimeOffset signedAt, DateTimeOffset end)
    {
        byte[] policy = Complete(key, signedAt, end);
        Span<byte> signature = stackalloc byte[key.SignatureLength];
        key.Sign(key.DayOf(signedAt), policy, signature);
        return Fields(key, policy, signature);
    }

    private async ValueTask<OrderedDictionary<string, string>> CompleteAsync(
        byte[] policy, DateTimeOffset signedAt, V4Key key, CancellationToken cancellationToken)
    {
        byte[] signature = await key.SignAsync(policy, signedAt, cancellationToken).ConfigureAwait(false);
        return Fields(key, policy, signature);
    }

    /// <summary>Adds what says who signs, and writes the policy.</summary>
    private byte[] Complete(V4Key key, DateTimeOffset signedAt, DateTimeOffset end)
    {
        ArgumentNullException.ThrowIfNull(key);
        V4Words words = key.Labels.Words;
        Exact(PostPart.Algorithm, words.Algorithm, key.Labels.Algorithm);
        Exact(PostPart.Credential, words.Credential, key.DayOf(signedAt).Credential);
        Exact(PostPart.Date, words.Date, BasicDate.Format(signedAt));
        if (key.SecurityToken is { } token)
        {
            Exact(PostPart.SecurityToken, words.SecurityToken, token);
        }

        return PostDocument.Create(_conditions, key.Labels.PostDialect, end);
    }

    private OrderedDictionary<string, string> Fields(V4Key key, byte[] policy, ReadOnlySpan<byte> signature)
    {
        OrderedDictionary<string, string> fields = new(_conditions.Count + 1);
        foreach (PostCondition condition in _conditions)
        {
            if (condition.Field is { } value)
            {
                fields.Add(condition.Name, value);
            }
        }

        fields.Add(key.Labels.PostDialect.PolicyField, Encoding.ASCII.GetString(policy));
        fields.Add(key.Labels.Words.Signature.Field, Convert.ToHexStringLower(signature));
        return fields;
    }

    private void Exact(PostPart part, V4Word word, string value) => Add(part, PostComparison.Exact, word.Field, value, value);

    private void Add(PostPart part, PostComparison kind, string name, string value, string? field) =>
        _conditions.Add(new PostCondition(part, kind, name, value, field));
}
