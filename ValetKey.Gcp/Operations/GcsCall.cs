namespace ValetKey.Gcp.Operations;

/// <summary>What a call to the service is for, and what it takes there; for faults.</summary>
/// <param name="Purpose">Completes "could not".</param>
/// <param name="Permissions">The permissions of IAM that it takes ("IAM permissions for JSON methods", Cloud Storage documentation).</param>
internal sealed record GcsCall(string Purpose, string Permissions)
{
    private const string Replace = "storage.objects.create, and storage.objects.delete where an object is replaced";

    public static GcsCall Find { get; } = new("look an object up", "storage.objects.get");

    public static GcsCall Read { get; } = new("read an object", "storage.objects.get");

    public static GcsCall Delete { get; } = new("delete an object", "storage.objects.delete");

    public static GcsCall List { get; } = new("list objects", "storage.objects.list");

    public static GcsCall Compose { get; } = new("join parts", $"storage.objects.get, {Replace}");

    public static GcsCall Rewrite { get; } = new("copy an object", $"storage.objects.get on what is copied, and where it goes {Replace}");
}
