using ValetKey.Providers;

namespace ValetKey.Aws;

/// <summary>The settings that a section for S3 knows.</summary>
internal static class AmazonS3Settings
{
    public static SettingsTable<AmazonS3Options> Table { get; } = new SettingsTable<AmazonS3Options>()
        .Text(nameof(AmazonS3Options.Region), (options, value) => options.Region = value)
        .Url(nameof(AmazonS3Options.ServiceUrl), (options, value) => options.ServiceUrl = value)
        .Url(nameof(AmazonS3Options.PublicUrl), (options, value) => options.PublicUrl = value)
        .Flag(nameof(AmazonS3Options.PinUploadHeaders), (options, value) => options.PinUploadHeaders = value)
        .Flag(nameof(AmazonS3Options.HasConditionalCopies), (options, value) => options.HasConditionalCopies = value)
        .Choice<S3AddressingStyle>(nameof(AmazonS3Options.AddressingStyle), (options, value) => options.AddressingStyle = value)
        .Flag(nameof(AmazonS3Options.UseDualStack), (options, value) => options.UseDualStack = value)
        .Flag(nameof(AmazonS3Options.UseAccelerate), (options, value) => options.UseAccelerate = value)
        .TextMap(nameof(AmazonS3Options.ContainerNames), options => options.ContainerNames)
        .Text(nameof(AmazonS3Options.RoleArn), (options, value) => options.RoleArn = value)
        .Flag(nameof(AmazonS3Options.RestrictUploads), (options, value) => options.RestrictUploads = value)
        .Texts(nameof(AmazonS3Options.SessionKmsKeys), options => options.SessionKmsKeys)
        .Text(nameof(AmazonS3Options.RoleSessionName), (options, value) => options.RoleSessionName = value)
        .Text(nameof(AmazonS3Options.ExternalId), (options, value) => options.ExternalId = value)
        .Url(nameof(AmazonS3Options.StsServiceUrl), (options, value) => options.StsServiceUrl = value)
        .Duration(nameof(AmazonS3Options.MaximumSessionDuration), (options, value) => options.MaximumSessionDuration = value)
        .Number(nameof(AmazonS3Options.MaximumSessionPolicyLength), (options, value) => options.MaximumSessionPolicyLength = value);
}
