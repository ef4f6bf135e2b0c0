using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;
using ValetKey.Internal;
using ValetKey.Json;
using ValetKey.Providers;

namespace ValetKey;

/// <summary>A query string that opens every request in its scope, such as an Azure SAS token.</summary>
public sealed class SignedQuery : IssuedKey
{
    /// <summary>For serializers. Signers start from their grant.</summary>
    [JsonConstructor]
    public SignedQuery()
    {
    }

    /// <summary>A key with the grant's scope, permissions and times.</summary>
    [SetsRequiredMembers]
    public SignedQuery(KeyGrant grant, string baseUrl, string query, IReadOnlyList<KeyOperation> operations)
        : base(grant)
    {
        BaseUrl = baseUrl;
        Query = query;
        Operations = operations;
    }

    /// <inheritdoc/>
    [JsonPropertyName(IssuedKeyJsonConverter.Kind), JsonPropertyOrder(-1)] // An override inherits no attribute.
    public override KeyForm Form => KeyForm.SignedQuery;

    /// <summary>The URL of the container or queue, without a slash at its end.</summary>
    public required string BaseUrl { get; init; }

    /// <summary>The token: to be put behind <c>?</c> as it stands.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public required string Query { get; init; }

    /// <summary>
    /// What the key opens: for each permission at least one operation, of which the first is meant where just the permission is named. A service may
    /// open further requests to a permission; these are the ones that a client needs.
    /// </summary>
    public required IReadOnlyList<KeyOperation> Operations { get; init; }

    /// <summary>The request for the first operation of a permission, as the service expects it.</summary>
    /// <param name="permission">One of the key's permissions.</param>
    /// <param name="name">
    /// The object's name; for <see cref="Permissions.List"/> the prefix to list. Null when the scope is one object or names are not of interest.
    /// </param>
    /// <param name="content">The body, as the service takes it; for a message <see cref="CreateSendRequest"/> writes it.</param>
    /// <exception cref="ArgumentException">
    /// The key does not permit this, the name lies outside its scope, or the body contradicts a header.
    /// </exception>
    public HttpRequestMessage CreateRequest(Permissions permission, string? name = null, HttpContent? content = null) =>
        Build(Find(permission), name, content, null);

    /// <summary>The request that sends a message, the same text at every service.</summary>
    /// <param name="text">The message.</param>
    /// <exception cref="ArgumentException">The key does not permit this, or the service's format cannot carry a character of the text.</exception>
    public HttpRequestMessage CreateSendRequest(string text)
    {
        KeyOperation operation = Find(Permissions.Send);
        return Build(operation, null, MessageFormat.Write(operation.MessageFormat, text), null);
    }

    /// <summary>The request that gives a new text to a message that was received.</summary>
    /// <param name="messageId">The message's id.</param>
    /// <param name="receipt">The receipt that came with it last.</param>
    /// <param name="text">The new text.</param>
    /// <param name="visibilityTimeout">How long the changed message stays hidden, in whole seconds; the service sets the range.</param>
    /// <exception cref="ArgumentException">The key does not permit this, or the service's format cannot carry a character of the text.</exception>
    public HttpRequestMessage CreateUpdateRequest(string messageId, string receipt, string text, TimeSpan visibilityTimeout = default) =>
        CreateMessageRequest(
            Permissions.Update, messageId, receipt, MessageFormat.Write(Find(Permissions.Update).MessageFormat, text), visibilityTimeout);

    /// <summary>The request for one operation, as the service expects it.</summary>
    /// <param name="operation">The operation's <see cref="KeyOperation.Name"/>, such as <see cref="KeyOperation.PutBlock"/>.</param>
    /// <param name="name">The object's name, or the prefix to list; null as in <see cref="CreateRequest"/>.</param>
    /// <param name="content">The body.</param>
    /// <param name="blockId">The block's id, for <see cref="KeyOperation.PutBlock"/>.</param>
    /// <exception cref="ArgumentException">
    /// The key has no such operation, the name lies outside its scope, a block's id is missing or needless, or the body contradicts a header.
    /// </exception>
    public HttpRequestMessage CreateOperationRequest(string operation, string? name = null, HttpContent? content = null, string? blockId = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(operation);
        return Build(
            Operations.FirstOrDefault(known => known.Name == operation) ?? throw new ArgumentException(
                $"The key has {string.Join(", ", Operations.Select(known => known.Name))}, not {operation}.", nameof(operation)),
            name,
            content,
            blockId);
    }

    /// <summary>The request about one message of a queue that was received: to change it, or to delete it once it is handled.</summary>
    /// <param name="permission"><see cref="Permissions.Update"/>, or <see cref="Permissions.Receive"/> to delete.</param>
    /// <param name="messageId">The message's id.</param>
    /// <param name="receipt">The receipt that came with it last.</param>
    /// <param name="content">The body with the new content, as the service takes it; for a text <see cref="CreateUpdateRequest"/> writes it.</param>
    /// <param name="visibilityTimeout">How long the changed message stays hidden, in whole seconds; the service sets the range.</param>
    /// <exception cref="ArgumentException">The key does not permit this, or it is not about messages.</exception>
    public HttpRequestMessage CreateMessageRequest(
        Permissions permission, string messageId, string receipt, HttpContent? content = null, TimeSpan visibilityTimeout = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(messageId);
        ArgumentException.ThrowIfNullOrEmpty(receipt);
        ArgumentOutOfRangeException.ThrowIfLessThan(visibilityTimeout, TimeSpan.Zero);
        KeyOperation found = Find(permission);
        KeyOperation operation = found.Acknowledge ?? found;
        string url = UrlOf(operation);
        if (!url.Contains(KeyOperation.MessageIdPlaceholder, StringComparison.Ordinal))
        {
            throw new ArgumentException($"{permission} is not about one message; use {nameof(CreateRequest)}.", nameof(permission));
        }

        url = url
            .Replace(KeyOperation.MessageIdPlaceholder, PercentEncoding.Encode(messageId), StringComparison.Ordinal)
            .Replace(KeyOperation.ReceiptPlaceholder, PercentEncoding.Encode(receipt), StringComparison.Ordinal)
            .Replace(
                KeyOperation.VisibilityTimeoutPlaceholder,
                ((long)visibilityTimeout.TotalSeconds).ToString(CultureInfo.InvariantCulture),
                StringComparison.Ordinal);
        return RequestFactory.Create(operation.Method, url, operation.Headers, content);
    }

    private HttpRequestMessage Build(KeyOperation operation, string? name, HttpContent? content, string? blockId)
    {
        string url = UrlOf(operation);
        if (url.Contains(KeyOperation.MessageIdPlaceholder, StringComparison.Ordinal))
        {
            throw new ArgumentException($"{operation.Permission} is about one message; use {nameof(CreateMessageRequest)}.", nameof(operation));
        }

        bool isOfBlock = url.Contains(KeyOperation.BlockIdPlaceholder, StringComparison.Ordinal);
        if (isOfBlock ? string.IsNullOrEmpty(blockId) : blockId is not null)
        {
            throw new ArgumentException(
                $"{operation.Name} {(isOfBlock ? "needs the id of a block" : "has no place for a block's id")}.", nameof(blockId));
        }

        string? resolved = null;
        if (url.Contains(KeyOperation.NamePlaceholder, StringComparison.Ordinal))
        {
            resolved = ResolveName(operation.Permission, name);
            resolved = operation.Path.Contains(KeyOperation.NamePlaceholder, StringComparison.Ordinal)
                ? PercentEncoding.EncodePath(resolved)
                : PercentEncoding.Encode(resolved);
        }
        else if (name is not null && name != Scope.Name)
        {
            throw new ArgumentException($"{operation.Name} has no place for a name under this key; leave '{name}' out.", nameof(name));
        }

        url = url
            .Replace(KeyOperation.NamePlaceholder, resolved, StringComparison.Ordinal)
            .Replace(KeyOperation.BlockIdPlaceholder, PercentEncoding.Encode(blockId ?? ""), StringComparison.Ordinal);
        return RequestFactory.Create(operation.Method, url, operation.Headers, content);
    }

    private KeyOperation Find(Permissions permission) =>
        Operations.FirstOrDefault(operation => operation.Permission == permission)
        ?? throw new ArgumentException($"The key permits {Permissions}, not {permission}.", nameof(permission));

    private string UrlOf(KeyOperation operation) =>
        $"{BaseUrl}{operation.Path}?{(operation.Query.Length == 0 ? Query : $"{Query}&{operation.Query}")}";

    private string ResolveName(Permissions permission, string? name)
    {
        if (name is null && (Scope.Kind is ResourceKinds.Object or ResourceKinds.ObjectVersion || permission == Permissions.List))
        {
            return Scope.Name;
        }

        if (name is null)
        {
            throw new ArgumentException($"The key opens {Scope}; give the name of an object in it.", nameof(name));
        }

        bool covered = permission == Permissions.List
            ? name.StartsWith(Scope.Name, StringComparison.Ordinal)
            : Scope.Covers(Scope.VersionId is null
                ? KeyScope.ForObject(Scope.Container, name)
                : KeyScope.ForObject(Scope.Container, name, Scope.VersionId));
        return covered ? name : throw new ArgumentException($"'{name}' lies outside the key's scope {Scope}.", nameof(name));
    }
}
