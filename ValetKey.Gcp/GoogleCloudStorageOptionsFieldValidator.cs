using Microsoft.Extensions.Options;

namespace ValetKey.Gcp;

/// <summary>The rules that stand on single fields, generated from their attributes.</summary>
[OptionsValidator]
internal sealed partial class GoogleCloudStorageOptionsFieldValidator : IValidateOptions<GoogleCloudStorageOptions>;
