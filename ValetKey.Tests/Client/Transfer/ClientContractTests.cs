using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using ValetKey.Client.Application;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Client.Transfer;

/// <summary>The client's words are those of the contract.</summary>
internal sealed partial class ClientContractTests
{
    private static readonly string Contract =
        File.ReadAllText(Repository.PathTo("ValetKey.AspNetCore", "Contract", "uploads.d.ts"));

    private static readonly JsonTypeInfo[] Documents =
    [
        ContractJson.Default.DeclarationDocument, ContractJson.Default.ChecksumDocument, ContractJson.Default.UploadDocument,
        ContractJson.Default.ReceivedPartDocument, ContractJson.Default.WantedPartsDocument, ContractJson.Default.WantedPartDocument,
        ContractJson.Default.PartRequestsDocument, ContractJson.Default.PartRequestDocument, ContractJson.Default.ProblemDocument,
    ];

    private static IEnumerable<TestCaseData> Cases() =>
        Documents.Select(type => new TestCaseData(type).SetArgDisplayNames(type.Type.Name));

    [TestCaseSource(nameof(Cases))]
    public void Each_property_is_in_the_contract(JsonTypeInfo type)
    {
        string name = type.Type.Name.Replace("Document", "");
        Match found = Regex.Match(Contract, $@"interface {name} \{{(.*?)\n\}}", RegexOptions.Singleline);
        string[] known = [.. PropertyPattern().Matches(found.Groups[1].Value).Select(property => property.Groups[1].Value)];

        type.Properties.Where(property => property.Get is not null).Select(property => property.Name).Should().NotBeEmpty().And.BeSubsetOf(known);
    }

    [TestCaseSource(nameof(Cases))]
    public void What_the_contract_always_has_is_required_of_an_answer_and_no_more(JsonTypeInfo type)
    {
        string name = type.Type.Name.Replace("Document", "");
        Match found = Regex.Match(Contract, $@"interface {name} \{{(.*?)\n\}}", RegexOptions.Singleline);
        string[] always = [.. RequiredPattern().Matches(found.Groups[1].Value).Select(property => property.Groups[1].Value)];

        type.Properties.Where(property => property.IsRequired).Select(property => property.Name).Should().BeSubsetOf(always);
    }

    [GeneratedRegex(@"^  (\w+)\??: ", RegexOptions.Multiline)]
    private static partial Regex PropertyPattern();

    [GeneratedRegex(@"^  (\w+): ", RegexOptions.Multiline)]
    private static partial Regex RequiredPattern();
}
