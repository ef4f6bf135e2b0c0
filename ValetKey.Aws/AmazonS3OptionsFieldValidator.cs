using Microsoft.Extensions.Options;

namespace ValetKey.Aws;

/// <summary>The rules that stand on single fields, generated from their attributes.</summary>
[OptionsValidator]
internal sealed partial class AmazonS3OptionsFieldValidator : IValidateOptions<AmazonS3Options>;
