using Microsoft.Extensions.Options;

namespace ValetKey.Configuration;

/// <summary>The rules that stand on single fields, generated from their attributes.</summary>
[OptionsValidator]
internal sealed partial class ValetKeyOptionsValidator : IValidateOptions<ValetKeyOptions>;
