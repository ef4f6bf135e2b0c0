using Microsoft.Extensions.DependencyInjection;
using ValetKey.Providers;

namespace ValetKey.Testing;

/// <summary>What the suite needs to know of a signer and of the service behind it. Derive one class per signer.</summary>
/// <remarks>
/// The suite uses keys as a client does that has nothing else, and looks at what came of it with the owner's methods here, which use no keys. The
/// service has to be real enough to refuse; what it is known not to refuse stands in <see cref="Gaps"/>.
/// </remarks>
public abstract class SignerHarness : IAsyncDisposable
{
    private readonly Lazy<ConformanceRun> _run;

    /// <summary>For derived classes.</summary>
    protected SignerHarness() => _run = new Lazy<ConformanceRun>(() => new ConformanceRun(this));

    /// <summary>The signer's name, in reports.</summary>
    public abstract string Name { get; }

    /// <summary>The service that the keys are tried at.</summary>
    public abstract ConformanceProof Service { get; }

    /// <summary>What the signer declares. It is read to list the cases, before the service is started; one case checks that it is true.</summary>
    public abstract SignerCapabilities Capabilities { get; }

    /// <summary>What the service is known not to check or show.</summary>
    /// <value>Default: none.</value>
    public virtual IReadOnlyList<KnownGap> Gaps => [];

    /// <summary>
    /// Every header by which the service would do more than was agreed, with such a value: the source of a copy, access for all, tags, retention,
    /// encryption, metadata. The suite adds each to requests that were signed without it.
    /// </summary>
    public abstract IReadOnlyList<KeyValuePair<string, string>> HeadersToAdd { get; }

    /// <summary>Every parameter of the query by which the service would do something else, such as <c>acl</c> or <c>versionId</c>.</summary>
    public abstract IReadOnlyList<KeyValuePair<string, string>> ParametersToAdd { get; }

    /// <summary>The service's clock.</summary>
    /// <value>Default: <see cref="TimeProvider.System"/>.</value>
    public virtual TimeProvider Time => TimeProvider.System;

    /// <summary>A client that follows no redirects, keeps no cookies and knows no credentials. Read after <see cref="StartAsync"/>.</summary>
    public abstract HttpClient Client { get; }

    /// <summary>A container that exists. Names in it begin with a folder that is new for each case.</summary>
    public abstract string Container { get; }

    /// <summary>Another container that exists.</summary>
    public abstract string OtherContainer { get; }

    /// <summary>
    /// Whether <see cref="Register"/> also gives the application's own operations, <see cref="IStorageOperations"/>. If so, the suite tries them.
    /// </summary>
    /// <value>Default: false.</value>
    public virtual bool HasOperations => false;

    /// <summary>
    /// Where the same operations stand behind several registrations, which differ in how keys are signed alone: the <see cref="Name"/> of the harness
    /// that tries them. Here they are then looked for and not tried, and the report says so.
    /// </summary>
    /// <value>Default: null; they are tried here.</value>
    public virtual string? OperationsTriedBy => null;

    /// <summary>The secrets of the credential behind the signer, which nothing may ever show. Read after <see cref="StartAsync"/>.</summary>
    /// <value>Default: none.</value>
    public virtual IReadOnlyList<string> Secrets => [];

    /// <summary>What the run has shown so far.</summary>
    public ConformanceReport Report => Run.Report;

    internal ConformanceRun Run => _run.Value;

    /// <summary>Starts the service, once, before the first case that needs it. An exception here is the outcome of every case.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public virtual ValueTask StartAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Registers the signer as an application does, such as with <c>builder.AddSigner(name, _ => new MySigner(…))</c>.</summary>
    /// <param name="builder">The builder of an application's services.</param>
    /// <param name="name">The name to use.</param>
    public abstract void Register(IValetKeyBuilder builder, string name);

    /// <summary>
    /// Registers it with a credential that ends, if there are such: the suite then asks for longer keys and looks that they end with it.
    /// </summary>
    /// <param name="builder">The builder of an application's services.</param>
    /// <param name="name">The name to use.</param>
    /// <param name="credentialEnd">When the credential is to end.</param>
    /// <returns>Whether the signer's credentials can end.</returns>
    public virtual bool RegisterWithCredentialUntil(IValetKeyBuilder builder, string name, DateTimeOffset credentialEnd) => false;

    /// <summary>Stores an object as its owner.</summary>
    /// <param name="container">The container.</param>
    /// <param name="name">The object's name.</param>
    /// <param name="stored">What to store.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The id of the object's version, where the service keeps versions and it is of interest; otherwise null.</returns>
    /// <exception cref="NotSupportedException">The service has no such names. The suite tries odd ones; that one is then a gap.</exception>
    public abstract ValueTask<string?> PutAsync(string container, string name, StoredObject stored, CancellationToken cancellationToken);

    /// <summary>Stores an object that can be appended to.</summary>
    /// <param name="container">The container.</param>
    /// <param name="name">The object's name.</param>
    /// <param name="stored">What to store.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public virtual async ValueTask PutAppendableAsync(string container, string name, StoredObject stored, CancellationToken cancellationToken) =>
        await PutAsync(container, name, stored, cancellationToken);

    /// <summary>
    /// Deletes an object as its owner. Needed where the service lets something through that is tried, to go on as if it had not been.
    /// </summary>
    /// <param name="container">The container.</param>
    /// <param name="name">The object's name; it may be gone already.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public virtual ValueTask DeleteAsync(string container, string name, CancellationToken cancellationToken) => throw Missing();

    /// <summary>Reads an object as its owner.</summary>
    /// <param name="container">The container.</param>
    /// <param name="name">The object's name, compared as it is written.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The object; null if there is none.</returns>
    public abstract ValueTask<StoredObject?> FindAsync(string container, string name, CancellationToken cancellationToken);

    /// <summary>Lists names as their owner.</summary>
    /// <param name="container">The container.</param>
    /// <param name="prefix">What the names begin with.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public abstract ValueTask<IReadOnlyList<string>> ListAsync(string container, string prefix, CancellationToken cancellationToken);

    /// <summary>Begins an upload in parts as the object's owner. Needed where the signer opens parts.</summary>
    /// <param name="container">The container.</param>
    /// <param name="name">The object's name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The upload's id.</returns>
    public virtual ValueTask<string> BeginPartsAsync(string container, string name, CancellationToken cancellationToken) => throw Missing();

    /// <summary>The parts of an upload that the service has received, as the object's owner sees them.</summary>
    /// <param name="container">The container.</param>
    /// <param name="name">The object's name.</param>
    /// <param name="uploadId">The upload.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The length of each part under its number.</returns>
    public virtual ValueTask<IReadOnlyDictionary<int, long>> ListPartsAsync(
        string container, string name, string uploadId, CancellationToken cancellationToken) => throw Missing();

    /// <summary>Creates a queue. Needed where the signer opens queues.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Its name.</returns>
    public virtual ValueTask<string> CreateQueueAsync(CancellationToken cancellationToken) => throw Missing();

    /// <summary>Puts a message into a queue as its owner.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="text">What it says.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public virtual ValueTask SendAsync(string queue, string text, CancellationToken cancellationToken) => throw Missing();

    /// <summary>Looks at the messages that are there and not hidden, as the queue's owner, without taking them.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public virtual ValueTask<IReadOnlyList<string>> PeekAsync(string queue, CancellationToken cancellationToken) => throw Missing();

    /// <summary>Reads the messages that a client was answered with.</summary>
    /// <param name="body">The body of the answer.</param>
    public virtual IReadOnlyList<QueueMessage> ReadMessages(string body) => throw Missing();

    /// <summary>
    /// The request of somebody who holds temporary credentials or a bearer token; it may well be one that the key does not open. Needed for these
    /// two forms alone.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="use">What is wanted.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public virtual ValueTask<HttpRequestMessage> CreateRequestAsync(IssuedKey key, KeyUse use, CancellationToken cancellationToken) =>
        throw Missing();

    /// <summary>The same request over plain HTTP, or over HTTPS, to a service that listens to both.</summary>
    /// <param name="url">The URL.</param>
    /// <param name="scheme"><c>http</c> or <c>https</c>.</param>
    /// <returns>The URL with that scheme; null where the service does not listen to it.</returns>
    public virtual string? ToScheme(string url, string scheme) =>
        url.StartsWith(scheme + "://", StringComparison.OrdinalIgnoreCase) ? url : null;

    /// <summary>Stops the service.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        if (_run.IsValueCreated)
        {
            await _run.Value.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>The name, for lists of tests.</summary>
    public sealed override string ToString() => Name;

    private NotSupportedException Missing([System.Runtime.CompilerServices.CallerMemberName] string member = "") =>
        new($"The signer {Name} declares something for which its harness needs {member}; override it.");
}
