using System.Text.Json;
using System.Text.Json.Serialization;

namespace ValetKey.Json;

internal sealed class PermissionsJsonConverter : FlagsJsonConverter<Permissions>;

internal sealed class ConstraintKindsJsonConverter : FlagsJsonConverter<ConstraintKinds>;

internal sealed class ResourceKindsJsonConverter : FlagsJsonConverter<ResourceKinds>;

internal sealed class KeyFormJsonConverter() : JsonStringEnumConverter<KeyForm>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

internal sealed class ExpiryLimitJsonConverter() : JsonStringEnumConverter<ExpiryLimit>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
