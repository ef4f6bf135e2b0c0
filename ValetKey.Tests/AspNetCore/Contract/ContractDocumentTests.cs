using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Tests.AspNetCore.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.AspNetCore.Contract;

/// <summary>The contract's documents, which are shipped, are what the endpoints say of themselves; VALETKEY_WRITE_DOCS=1 writes them anew.</summary>
internal sealed class ContractDocumentTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    private JsonObject _document = null!;

    [OneTimeSetUp]
    public async Task ReadAsync()
    {
        await using UploadApp app = await UploadApp.StartAsync(
            services: services => services.AddOpenApi(),
            map: (application, _) => application.MapOpenApi());
        using HttpResponseMessage answer = await app.Client.GetAsync(new Uri(app.Url, "/openapi/v1.json"));
        _document = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
        ContractExamples.AddTo(_document["paths"]!.AsObject());
    }

    [Test]
    public async Task The_OpenAPI_document_is_what_the_endpoints_say()
    {
        JsonObject shipped = new()
        {
            ["openapi"] = _document["openapi"]!.DeepClone(),
            ["info"] = new JsonObject { ["title"] = "ValetKey uploads", ["version"] = "0.1" },
            ["paths"] = _document["paths"]!.DeepClone(),
            ["components"] = _document["components"]!.DeepClone(),
        };

        await ShippedFile.CheckAsync("uploads.openapi.json", shipped.ToJsonString(Indented) + "\n");
    }

    [Test]
    public async Task The_types_for_TypeScript_are_those_of_the_OpenAPI_document() =>
        await ShippedFile.CheckAsync("uploads.d.ts", TypeScript.Of(_document["components"]!["schemas"]!.AsObject()));

    [Test]
    public void Every_operation_has_a_name_examples_and_its_problems()
    {
        JsonObject[] operations = [.. _document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(one => one.Value!.AsObject())];

        operations.Select(operation => operation["operationId"]!.GetValue<string>()).Should().BeEquivalentTo(
            "pictures.create", "pictures.status", "pictures.parts", "pictures.complete", "pictures.abort");
        operations.Should().OnlyContain(operation => operation["responses"]!["429"]!["content"]!["application/problem+json"] != null);
        operations.Where(operation => operation["responses"]!["204"] is null).Should().OnlyContain(operation =>
            operation["responses"]!.AsObject().First(response => response.Key[0] == '2').Value!["content"]!["application/json"]!["example"] != null);
        operations.Where(operation => operation["requestBody"] is not null).Should().HaveCount(2).And.OnlyContain(operation =>
            operation["requestBody"]!["content"]!["application/json"]!["example"] != null);
    }
}

/// <summary>A document that is shipped in the package.</summary>
internal static class ShippedFile
{
    public static async Task CheckAsync(string name, string expected)
    {
        string path = Repository.PathTo("ValetKey.AspNetCore", "Contract", name);
        if (Environment.GetEnvironmentVariable("VALETKEY_WRITE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(path, expected);
        }

        (await File.ReadAllTextAsync(path)).Should().Be(expected);
    }
}
