using System.Net;
using System.Text.Json;

namespace ValetKey.Client.Application;

/// <summary>What the application's refusals mean.</summary>
internal static class Refusals
{
    private const string Rejected = "urn:valetkey:problem:rejected";
    private const string Incomplete = "urn:valetkey:problem:incomplete";

    public static TransferException Of(HttpResponseMessage answer, byte[] body, TransferRequest request)
    {
        ProblemDocument? problem = Read(answer, body);
        string? says = problem?.Detail ?? problem?.Title;
        return new TransferException(
            ReasonOf(answer.StatusCode, problem?.Type),
            $"{request} was answered with {(int)answer.StatusCode}{(says is null ? "." : $": {says}")}")
        {
            Request = request,
            StatusCode = answer.StatusCode,
            ProblemType = problem?.Type,
            Detail = problem?.Detail,
            Missing = problem?.Missing ?? [],
        };
    }

    private static TransferFailure ReasonOf(HttpStatusCode status, string? type) => (status, type) switch
    {
        (_, Rejected) => TransferFailure.Rejected,
        (_, Incomplete) => TransferFailure.Incomplete,
        (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, _) => TransferFailure.Denied,
        (HttpStatusCode.NotFound or HttpStatusCode.Gone, _) => TransferFailure.NotFound,
        ( >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout, _) => TransferFailure.Unavailable,
        ( >= HttpStatusCode.BadRequest, _) => TransferFailure.Refused,
        _ => TransferFailure.InvalidAnswer,
    };

    private static ProblemDocument? Read(HttpResponseMessage answer, byte[] body)
    {
        if (answer.Content.Headers.ContentType?.MediaType is not ("application/problem+json" or "application/json"))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(body, ContractJson.Default.ProblemDocument);
        }
        catch (JsonException)
        {
            return null; // Something between the application and the client has answered.
        }
    }
}
