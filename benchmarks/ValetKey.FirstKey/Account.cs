namespace ValetKey.FirstKey;

/// <summary>Whose keys they are, and of what: the same for us and for the SDKs.</summary>
internal static class Account
{
    public const string Container = "media";
    public const string Name = "users/42/2026/img-101502.jpg";
    public const string Region = "eu-west-1";
    public const string AccessKeyId = "AKIAIOSFODNN7EXAMPLE";
    public const string SecretAccessKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    public const string AzureName = "contoso";

    public static string AzureKey { get; } = Convert.ToBase64String(new byte[64]);

    public static TimeSpan Lifetime { get; } = TimeSpan.FromMinutes(15);
}
