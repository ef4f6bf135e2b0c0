using Microsoft.Extensions.Options;

namespace ValetKey.Azure;

/// <summary>The rules that stand on single fields, generated from their attributes.</summary>
[OptionsValidator]
internal sealed partial class AzureStorageOptionsFieldValidator : IValidateOptions<AzureStorageOptions>;
