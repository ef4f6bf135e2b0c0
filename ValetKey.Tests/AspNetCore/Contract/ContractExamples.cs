using System.Text.Json;
using System.Text.Json.Nodes;
using ValetKey.AspNetCore.Contract;

namespace ValetKey.Tests.AspNetCore.Contract;

/// <summary>An example of each body of the contract, in the document that is shipped. Each is read as the endpoints read and write it.</summary>
internal static class ContractExamples
{
    private const string Upload = """
        "id": "0199f1d0c2b87c3e9a51d6f07b24e813", "name": "holiday.mov", "length": 73400320, "url": "/pictures/0199f1d0c2b87c3e9a51d6f07b24e813",
        "expiresAt": "2026-12-01T12:00:00+00:00", "partCount": 9, "partLength": 8388608
        """;

    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["DeclarationDocument"] = """
            { "name": "holiday.mov", "length": 73400320, "contentType": "video/quicktime",
              "checksum": { "algorithm": "sha256", "value": "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" } }
            """,
        ["WantedPartsDocument"] = """{ "parts": [{ "number": 1, "checksum": { "algorithm": "crc64nvme", "value": "rosUhgwIg8o=" } }] }""",
        ["PartRequestsDocument"] = """
            { "requests": [{
                "number": 1, "offset": 0, "length": 8388608, "method": "PUT",
                "url": "https://media.s3.eu-west-1.amazonaws.com/.staging/0199f1d0c2b87c3e9a51d6f07b24e813?partNumber=1&X-Amz-Signature=\u2026",
                "headers": { "Content-Length": "8388608" }, "expiresAt": "2026-11-30T12:05:00+00:00", "enforced": ["exactLength"] }] }
            """,
        ["ProblemDocument"] = """
            { "type": "urn:valetkey:problem:incomplete", "title": "Incomplete", "status": 409,
              "detail": "The upload is not there yet, or not whole.", "missing": [7, 9] }
            """,
    };

    // By the operation that answers with it.
    private static readonly Dictionary<string, string> Uploads = new()
    {
        ["create"] = $$"""{ {{Upload}}, "state": "offered", "ticket": "CfDJ8\u2026" }""",
        ["status"] = $$"""{ {{Upload}}, "state": "uploading", "received": [{ "number": 1, "length": 8388608 }] }""",
        ["complete"] = $$"""{ {{Upload}}, "state": "published", "reference": "42" }""",
    };

    /// <summary>Adds them to a document of the endpoints.</summary>
    public static void AddTo(JsonObject paths)
    {
        foreach (JsonObject operation in paths.SelectMany(path => path.Value!.AsObject()).Select(one => one.Value!.AsObject()))
        {
            string name = operation["operationId"]!.GetValue<string>().Split('.')[^1];
            IEnumerable<JsonNode?> answers = operation["responses"]!.AsObject()
                .Where(response => response.Key[0] == '2' || (name, response.Key) == ("complete", "409"))
                .Select(response => response.Value!["content"]);
            foreach (JsonObject body in answers.Append(operation["requestBody"]?["content"]).OfType<JsonObject>()
                .Select(types => types[0]!.AsObject()))
            {
                string schema = body["schema"]!["$ref"]!.GetValue<string>().Split('/')[^1];
                body["example"] = Read(schema, schema == nameof(UploadDocument) ? Uploads[name] : Bodies[schema]);
            }
        }
    }

    private static JsonNode Read(string schema, string example)
    {
        Type type = typeof(UploadDocument).Assembly.GetType($"{typeof(UploadDocument).Namespace}.{schema}", throwOnError: true)!;
        return JsonSerializer.SerializeToNode(JsonSerializer.Deserialize(example, type, ContractJson.Default)!, type, ContractJson.Default)!;
    }
}
