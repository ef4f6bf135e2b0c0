using System.Text;
using System.Text.Json.Nodes;

namespace ValetKey.Tests.AspNetCore.Contract;

/// <summary>Schemas of an OpenAPI document as interfaces: as much of the one and the other as the contract needs, and a fault for all else.</summary>
internal static class TypeScript
{
    private const string Suffix = "Document";

    public static string Of(JsonObject schemas)
    {
        StringBuilder text = new("// The contract of ValetKey.AspNetCore's uploads. Generated from uploads.openapi.json; do not edit.\n");
        foreach ((string name, JsonNode? schema) in schemas)
        {
            HashSet<string> required = [.. schema!["required"]?.AsArray().Select(one => one!.GetValue<string>()) ?? []];
            text.Append("\nexport interface ").Append(Short(name)).Append(" {\n");
            foreach ((string property, JsonNode? type) in schema["properties"]!.AsObject())
            {
                if (type!["description"] is { } description)
                {
                    text.Append("  /** ").Append(description.GetValue<string>()).Append(" */\n");
                }

                text.Append("  ").Append(property).Append(required.Contains(property) ? "" : "?").Append(": ").Append(TypeOf(type)).Append(";\n");
            }

            text.Append("}\n");
        }

        return text.ToString();
    }

    private static string TypeOf(JsonNode schema)
    {
        if (schema["$ref"] is { } reference)
        {
            return Short(reference.GetValue<string>().Split('/')[^1]);
        }

        if (schema["oneOf"] is JsonArray choices)
        {
            return string.Join(" | ", choices.Select(choice => TypeOf(choice!)).Where(type => type.Length > 0));
        }

        string[] types = schema["type"] is JsonArray several
            ? [.. several.Select(one => one!.GetValue<string>())]
            : [schema["type"]!.GetValue<string>()];

        // Numbers may also be read from texts, which nobody writes; and what may be null is left out instead.
        return string.Join(" | ", types.Where(type => type != "null" && !(type == "string" && types.Contains("integer"))).Select(type => type switch
        {
            "string" or "boolean" => type,
            "integer" or "number" => "number",
            "array" => ArrayOf(TypeOf(schema["items"]!)),
            "object" => $"Record<string, {TypeOf(schema["additionalProperties"]!)}>",
            _ => throw new NotSupportedException($"The contract has a {type}."),
        }).Distinct());
    }

    private static string ArrayOf(string type) => type.Contains(' ', StringComparison.Ordinal) ? $"({type})[]" : $"{type}[]";

    private static string Short(string name) => name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : name;
}
