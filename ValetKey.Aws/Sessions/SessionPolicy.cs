using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Amazon;
using ValetKey.Providers;

namespace ValetKey.Aws.Sessions;

/// <summary>
/// Writes the session policy that restricts a role to one grant. Compact, since the service takes few characters ("AssumeRole", AWS STS API
/// Reference).
/// </summary>
internal sealed class SessionPolicy(string partition, string account, AmazonS3Options options)
{
    /// <summary>
    /// The service counts characters, and an escape is six of them. Amazon's takes none beyond U+00FF as they are; surrogates .NET escapes in any
    /// case.
    /// </summary>
    private readonly JsonWriterOptions _escaping = new()
    {
        Encoder = options.IsCompatible
            ? JavaScriptEncoder.UnsafeRelaxedJsonEscaping
            : JavaScriptEncoder.Create(UnicodeRanges.BasicLatin, UnicodeRanges.Latin1Supplement),
    };

    /// <param name="grant">What is to be allowed.</param>
    /// <param name="bucket">The bucket, or the queue's name.</param>
    /// <param name="end">A time from which on nothing is allowed, where the credentials themselves live longer; else null.</param>
    /// <exception cref="ValetKeyException">The session would open nothing, as Ceph's gateway does not read the <c>${*}</c> of a policy.</exception>
    public string Write(KeyGrant grant, string bucket, DateTimeOffset? end)
    {
        if (options.IsCompatible && PolicyText.HasWildcard(grant.Scope.Name))
        {
            throw new ValetKeyException(
                ValetKeyErrorReason.Unsupported,
                "At a compatible store no session can be restricted to a name with *, ? or $. Choose another name, or ask for what needs no "
                    + "session.");
        }

        ArrayBufferWriter<byte> buffer = new(512);
        using (Utf8JsonWriter json = new(buffer, _escaping))
        {
            json.WriteStartObject();
            json.WriteString("Version"u8, "2012-10-17"u8);
            json.WriteStartArray("Statement"u8);
            WriteStatements(json, grant, bucket, end);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private void WriteStatements(Utf8JsonWriter json, KeyGrant grant, string bucket, DateTimeOffset? end)
    {
        if (grant.Scope.Kind == ResourceKinds.Queue)
        {
            WriteStatement(json, Actions(grant), $"arn:{partition}:sqs:{options.Region}:{account}:{bucket}", grant.Constraints, end);
            return;
        }

        List<string> actions = Actions(grant);
        if (actions.Count > 0)
        {
            string name = grant.Scope.Kind is ResourceKinds.Object or ResourceKinds.ObjectVersion or ResourceKinds.Part
                ? PolicyText.Literal(grant.Scope.Name)
                : PolicyText.Literal(grant.Scope.Name) + "*";
            WriteStatement(json, actions, $"arn:{partition}:s3:::{bucket}/{name}", grant.Constraints, end);
            WriteKms(json, grant.Permissions);
        }

        if ((grant.Permissions & Permissions.List) != 0)
        {
            WriteStatement(json, ["s3:ListBucket"], $"arn:{partition}:s3:::{bucket}", grant.Constraints, end, listedPrefix: grant.Scope.Name);
        }
    }

    /// <summary>
    /// What S3 needs to decrypt and encrypt in the caller's name ("Protecting data with server-side encryption using AWS KMS", Amazon S3 User Guide).
    /// Where and when is held by the statement for S3, without which this one opens nothing.
    /// </summary>
    private void WriteKms(Utf8JsonWriter json, Permissions permissions)
    {
        const Permissions Reads = Permissions.Read | Permissions.ReadProperties;
        const Permissions Stores = Permissions.Create | Permissions.Write;
        if (options.SessionKmsKeys.Count == 0 || (permissions & (Reads | Stores)) == 0)
        {
            return;
        }

        json.WriteStartObject();
        json.WriteString("Effect"u8, "Allow"u8);
        Write(json, "Action", [.. Either(Reads, "kms:Decrypt"), .. Either(Stores, "kms:GenerateDataKey")]);
        Write(json, "Resource", [.. options.SessionKmsKeys]);
        json.WriteStartObject("Condition"u8);
        Write(json, "StringEquals", "kms:ViaService", $"s3.{options.Region}.{RegionEndpoint.GetBySystemName(options.Region).PartitionDnsSuffix}");
        json.WriteEndObject();
        json.WriteEndObject();

        string[] Either(Permissions any, string action) => (permissions & any) == 0 ? [] : [action];
    }

    private static List<string> Actions(KeyGrant grant)
    {
        bool isVersion = grant.Scope.Kind == ResourceKinds.ObjectVersion;
        List<string> actions = [];
        Add(Permissions.Read | Permissions.ReadProperties, isVersion ? "s3:GetObjectVersion" : "s3:GetObject");
        Add(Permissions.Create | Permissions.Write, "s3:PutObject");
        Add(Permissions.Delete, isVersion ? "s3:DeleteObjectVersion" : "s3:DeleteObject");
        Add(Permissions.Send, "sqs:SendMessage");
        Add(Permissions.Receive, "sqs:ReceiveMessage");
        Add(Permissions.Receive, "sqs:DeleteMessage");
        Add(Permissions.Update, "sqs:ChangeMessageVisibility");
        return actions;

        void Add(Permissions any, string action)
        {
            if ((grant.Permissions & any) != 0)
            {
                actions.Add(action);
            }
        }
    }

    private static void WriteStatement(
        Utf8JsonWriter json, List<string> actions, string resource, KeyConstraints constraints, DateTimeOffset? end, string? listedPrefix = null)
    {
        json.WriteStartObject();
        json.WriteString("Effect"u8, "Allow"u8);
        json.WriteStartArray("Action"u8);
        foreach (string action in actions)
        {
            json.WriteStringValue(action);
        }

        json.WriteEndArray();
        json.WriteString("Resource"u8, resource);
        WriteConditions(json, constraints, end, listedPrefix);
        json.WriteEndObject();
    }

    private static void WriteConditions(Utf8JsonWriter json, KeyConstraints constraints, DateTimeOffset? end, string? listedPrefix)
    {
        bool listsBelowPrefix = !string.IsNullOrEmpty(listedPrefix);
        if (!listsBelowPrefix && constraints is { ClientNetwork: null, HttpsOnly: false, NotBefore: null } && end is null)
        {
            return;
        }

        json.WriteStartObject("Condition"u8);
        if (listsBelowPrefix)
        {
            Write(json, "StringLike", "s3:prefix", PolicyText.Literal(listedPrefix!) + "*");
        }

        if (constraints.ClientNetwork is { } network)
        {
            Write(json, "IpAddress", "aws:SourceIp", [.. network.ToNetworks().Select(block => block.ToString())]);
        }

        if (constraints.HttpsOnly)
        {
            Write(json, "Bool", "aws:SecureTransport", "true");
        }

        if (constraints.NotBefore is { } start)
        {
            Write(json, "DateGreaterThanEquals", "aws:CurrentTime", Format(start.AddTicks(TimeSpan.TicksPerSecond - 1)));
        }

        if (end is { } time)
        {
            Write(json, "DateLessThan", "aws:CurrentTime", Format(time));
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string condition, string key, params ReadOnlySpan<string> values)
    {
        json.WriteStartObject(condition);
        Write(json, key, values);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string key, ReadOnlySpan<string> values)
    {
        if (values.Length == 1)
        {
            json.WriteString(key, values[0]);
            return;
        }

        json.WriteStartArray(key);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
