namespace ValetKey.Providers;

/// <summary>
/// What the application itself does at a storage service, with credentials of its own and without a key: it looks what has come, joins parts, and
/// moves what it has accepted to where it belongs.
/// </summary>
/// <remarks>
/// <para>Optional for a provider. Found in the services under the issuer's name, as a keyed service; nothing here asks who calls.</para>
/// The obligations of an implementation:
/// <list type="bullet">
/// <item>What it says comes from the service at that moment, and nothing from a client. A checksum is told only if the service computed it of the
/// content that is there.</item>
/// <item>A <see cref="StorageObject"/> pins a content: what reads or publishes it does so with that content or says that it has changed.</item>
/// <item>Nothing partial is ever to be seen under a name: <see cref="CompletePartsAsync"/> and <see cref="PublishAsync"/> give a whole object or
/// none.</item>
/// <item>Any call may be made again after it succeeded or its answer was lost, and several at once: completing a completed upload, aborting an
/// aborted one and deleting what is gone succeed.</item>
/// <item>Names are used as they are given; what the service cannot name is an <see cref="ArgumentException"/>.</item>
/// <item>It honours cancellation, is safe for concurrent use, and lets nothing secret into exceptions or logs. What the service does not do is a
/// <see cref="ValetKeyException"/> with <see cref="ValetKeyErrorReason.ProviderFailure"/>, transient where another try may help.</item>
/// </list>
/// </remarks>
public interface IStorageOperations
{
    /// <summary>What the service asks of parts; null where there are no uploads in parts, and the methods about them throw
    /// <see cref="NotSupportedException"/>.</summary>
    PartLimits? PartLimits { get; }

    /// <summary>Looks an object up.</summary>
    /// <param name="container">The container.</param>
    /// <param name="name">The object's name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The object as it is now; null if there is none.</returns>
    ValueTask<StorageObject?> FindAsync(string container, string name, CancellationToken cancellationToken = default);

    /// <summary>Reads an object's content from its beginning.</summary>
    /// <param name="content">The object, as it was found.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The content, to be disposed; null if it is another by now, or gone.</returns>
    ValueTask<Stream?> OpenReadAsync(StorageObject content, CancellationToken cancellationToken = default);

    /// <summary>Begins an upload in parts. Nothing is to be seen under the name before it is completed.</summary>
    /// <param name="container">The container.</param>
    /// <param name="name">The name of the object that the parts will make, which nothing else should write to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<PartUpload> BeginPartsAsync(string container, string name, CancellationToken cancellationToken = default);

    /// <summary>What a part is at this service: the scope for which a key to <see cref="Permissions.Write"/> it is issued.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="number">The part's number, from 1 to <see cref="Providers.PartLimits.MaximumCount"/>.</param>
    KeyScope ScopeOfPart(PartUpload upload, int number);

    /// <summary>The parts that the service has received.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>
    /// In the order of their numbers; null if the upload is not under way. A service that keeps parts as ordinary objects does not know, and gives an
    /// empty list.
    /// </returns>
    ValueTask<IReadOnlyList<UploadedPart>?> ListPartsAsync(PartUpload upload, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes an object of parts, on the service's side. An object that is there is replaced: it is <see cref="PublishAsync"/> that guards a name.
    /// </summary>
    /// <param name="upload">The upload.</param>
    /// <param name="parts">The parts that make the object, in the order of their numbers, each as it was listed; at least one. Others are
    /// deleted.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>
    /// <see cref="StorageOutcome.Completed"/>, also if it was completed before; <see cref="StorageOutcome.NotFound"/> for an upload that is not under
    /// way; <see cref="StorageOutcome.Changed"/> if a part is not as it was listed.
    /// </returns>
    /// <exception cref="ArgumentException">There is no part.</exception>
    ValueTask<StorageResult> CompletePartsAsync(PartUpload upload, IReadOnlyList<UploadedPart> parts, CancellationToken cancellationToken = default);

    /// <summary>Gives an upload up, and deletes its parts. One that is over stays as it is.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask AbortPartsAsync(PartUpload upload, CancellationToken cancellationToken = default);

    /// <summary>Moves an object to its name, on the service's side, and says anew what is stored with it.</summary>
    /// <remarks>
    /// Where the service has no move, the object is copied and then deleted; if the latter fails, the former counts, and a sweep finds the rest.
    /// </remarks>
    /// <param name="staged">The object, as it was found.</param>
    /// <param name="target">The object that it becomes.</param>
    /// <param name="properties">What is stored with it. Nothing is taken over from the staged object, which its uploader may have written.</param>
    /// <param name="overwrite">
    /// Whether an object that is there already is replaced. If not, the service sees to it in the same step, however many try at once.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>
    /// <see cref="StorageOutcome.Completed"/>; <see cref="StorageOutcome.ObjectExists"/>; <see cref="StorageOutcome.NotFound"/> or
    /// <see cref="StorageOutcome.Changed"/> if the staged object is gone or another. Called again after it succeeded, it says one of the latter
    /// three.
    /// </returns>
    ValueTask<StorageResult> PublishAsync(
        StorageObject staged, KeyScope target, ObjectProperties properties, bool overwrite = false, CancellationToken cancellationToken = default);

    /// <summary>Deletes an object, if it is there.</summary>
    /// <param name="container">The container.</param>
    /// <param name="name">The object's name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask DeleteAsync(string container, string name, CancellationToken cancellationToken = default);

    /// <summary>Everything under a prefix, for a sweep: objects, and uploads in parts that were begun and are not over.</summary>
    /// <param name="container">The container.</param>
    /// <param name="prefix">The prefix, ending in <c>/</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    IAsyncEnumerable<StagedItem> ListStagedAsync(string container, string prefix, CancellationToken cancellationToken = default);
}
