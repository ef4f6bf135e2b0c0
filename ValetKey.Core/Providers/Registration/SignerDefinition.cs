using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;
using static System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes;

namespace ValetKey.Providers;

/// <summary>
/// How signers of one kind are made from options, and how the options are read and checked. A provider has one, and gives it to <c>AddSigner</c>.
/// </summary>
/// <typeparam name="TOptions">The provider's options.</typeparam>
/// <param name="create">
/// Makes a signer from options that have passed the checks. It is called again when the options have changed; the signer before is disposed when its
/// last caller is done.
/// </param>
public sealed class SignerDefinition<[DynamicallyAccessedMembers(PublicParameterlessConstructor | PublicProperties)] TOptions>(
    Func<TOptions, SignerContext, IKeySigner> create)
    where TOptions : class, new()
{
    /// <summary>The settings that a section of the configuration may have.</summary>
    /// <value>Default: null; the options are set by code alone.</value>
    public SettingsTable<TOptions>? Settings { get; init; }

    /// <summary>
    /// Fills in what no setting has said from what the application has registered, such as the store's own client. Called after all settings and
    /// before the checks, each time that the options are read, with the application's services and the name of issuer and options.
    /// </summary>
    /// <value>Default: null; nothing is filled in.</value>
    public Action<TOptions, IServiceProvider, string>? Defaults { get; init; }

    /// <summary>What is wrong with options: each fault a sentence that names the field and what is allowed, without a secret.</summary>
    /// <value>Default: null; nothing is.</value>
    public Func<TOptions, IEnumerable<string>>? Faults { get; init; }

    /// <summary>Further rules, such as those that <see cref="OptionsValidatorAttribute"/> generates from attributes on the fields.</summary>
    /// <value>Default: null.</value>
    public IValidateOptions<TOptions>? FieldRules { get; init; }

    /// <summary>
    /// Makes the application's own operations at the service, from the options that signers are made from; called again when they have changed.
    /// </summary>
    /// <value>Default: null; there are none.</value>
    public Func<TOptions, SignerContext, IStorageOperations>? Operations { get; init; }

    internal Func<TOptions, SignerContext, IKeySigner> Create { get; } = create ?? throw new ArgumentNullException(nameof(create));
}
