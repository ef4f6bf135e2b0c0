using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace ValetKey.Providers;

/// <summary>
/// A browser's form and the policy that binds it ("Browser-Based Uploads Using POST", Amazon S3 API Reference; "Policy document", Cloud Storage
/// documentation). Every field is given together with its condition, so that the two cannot differ.
/// </summary>
public sealed class PostPolicy
{
    private const int UsualConditions = 8;
    private const int PolicyAndSignature = 2;

    private readonly List<PostCondition> _conditions = new(UsualConditions);
    private int _fields = PolicyAndSignature;

    private ReadOnlySpan<PostCondition> Conditions => CollectionsMarshal.AsSpan(_conditions);

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

        Add(PostComparison.Exact, "bucket", place.Name, field: null);
        if (scope.Kind == ResourceKinds.Object)
        {
            Exact("key", scope.Name);
        }
        else
        {
            Add(PostComparison.StartsWith, "key", scope.Name, scope.Name + SignedForm.FileNamePlaceholder);
        }
    }

    /// <summary>Adds a field that must be just so.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="value">Its value.</param>
    public void Exact(string name, string value) => Add(PostComparison.Exact, name, value, value);

    /// <summary>Adds a field that the client fills, and whose value must begin so. In the form it is empty.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="prefix">How the value begins.</param>
    public void StartsWith(string name, string prefix) => Add(PostComparison.StartsWith, name, prefix, field: "");

    /// <summary>Limits the length of the file.</summary>
    /// <param name="range">The bytes that it may have.</param>
    public void Length(LengthRange range)
    {
        string limits = string.Create(CultureInfo.InvariantCulture, $"{range.Minimum},{range.Maximum}");
        Add(PostComparison.LengthRange, "content-length-range", limits, field: null);
    }

    /// <summary>Adds what the browser is to be told, where the grant has a <see cref="FormSuccess"/>.</summary>
    /// <param name="grant">The grant.</param>
    public void Success(KeyGrant grant)
    {
        ArgumentNullException.ThrowIfNull(grant);
        foreach (KeyExtra extra in grant.Extras)
        {
            if (extra is FormSuccess { Redirect: { } redirect })
            {
                Exact("success_action_redirect", redirect.AbsoluteUri);
            }
            else if (extra is FormSuccess { Status: var status })
            {
                Exact("success_action_status", string.Create(CultureInfo.InvariantCulture, $"{status}"));
            }
        }
    }

    /// <summary>The fields to send, in order, signed with a key of any kind; at once where the key is at hand. To be called once.</summary>
    /// <param name="key">What signs.</param>
    /// <param name="signedAt">The date of the signature.</param>
    /// <param name="end">When the form ends.</param>
    /// <param name="cancellationToken">Gives up the wait for a key that is elsewhere.</param>
    /// <exception cref="ValetKeyException">No signature can be had.</exception>
    public ValueTask<FormFields> SignAsync(V4Key key, DateTimeOffset signedAt, DateTimeOffset end, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key is V4LocalKey local
            ? ValueTask.FromResult(Sign(local, signedAt, end))
            : CompleteAsync(key, signedAt, end, cancellationToken);
    }

    /// <summary>The fields to send, in order, signed with a key that is at hand. To be called once.</summary>
    /// <param name="key">What signs.</param>
    /// <param name="signedAt">The date of the signature.</param>
    /// <param name="end">When the form ends.</param>
    public FormFields Sign(V4LocalKey key, DateTimeOffset signedAt, DateTimeOffset end)
    {
        ArgumentNullException.ThrowIfNull(key);
        int given = AddSigner(key, signedAt);
        byte[] rented = ArrayPool<byte>.Shared.Rent(PostDocument.SizeAtMost(Conditions));
        Span<byte> policy = PostDocument.Write(rented, Conditions, given, key.Labels.PostDialect, end);
        try
        {
            Span<byte> signature = stackalloc byte[key.SignatureLength];
            key.Sign(key.DayOf(signedAt), policy, signature);
            return Fields(key, policy, signature);
        }
        finally
        {
            policy.Clear();
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private async ValueTask<FormFields> CompleteAsync(
        V4Key key, DateTimeOffset signedAt, DateTimeOffset end, CancellationToken cancellationToken)
    {
        int given = AddSigner(key, signedAt);
        byte[] buffer = new byte[PostDocument.SizeAtMost(Conditions)];
        byte[] policy = [.. PostDocument.Write(buffer, Conditions, given, key.Labels.PostDialect, end)];
        byte[] signature = await key.SignAsync(policy, signedAt, cancellationToken).ConfigureAwait(false);
        return Fields(key, policy, signature);
    }

    /// <summary>Adds what says who signs.</summary>
    /// <returns>How many conditions come before it.</returns>
    private int AddSigner(V4Key key, DateTimeOffset signedAt)
    {
        V4Words words = key.Labels.Words;
        PostDialect dialect = key.Labels.PostDialect;
        int given = _conditions.Count;
        string date = BasicDate.Format(signedAt);
        if (dialect.FieldsFirst)
        {
            Exact(words.Date.Field, date);
        }

        Exact(words.Credential.Field, key.DayOf(signedAt).Credential);
        Exact(words.Algorithm.Field, key.Labels.Algorithm);
        if (!dialect.FieldsFirst)
        {
            Exact(words.Date.Field, date);
        }

        if (key.SecurityToken is { } token)
        {
            Exact(words.SecurityToken.Field, token);
        }

        return given;
    }

    private FormFields Fields(V4Key key, ReadOnlySpan<byte> policy, ReadOnlySpan<byte> signature)
    {
        OrderedDictionary<string, string> fields = new(_fields);
        foreach (PostCondition condition in _conditions)
        {
            if (condition.Field is { } value)
            {
                fields.Add(condition.Name, value);
            }
        }

        fields.Add(key.Labels.PostDialect.PolicyField, Encoding.ASCII.GetString(policy));
        fields.Add(key.Labels.Words.Signature.Field, Convert.ToHexStringLower(signature));
        return new FormFields(fields);
    }

    private void Add(PostComparison kind, string name, string value, string? field)
    {
        _conditions.Add(new PostCondition(kind, name, value, field));
        _fields += field is null ? 0 : 1;
    }
}
