using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ValetKey.AspNetCore.Endpoints;
using ValetKey.AspNetCore.Flow;

namespace ValetKey.AspNetCore.Contract;

/// <summary>
/// What the endpoints tell of themselves to an application's OpenAPI document. They read their requests by hand, so what they take and answer is said
/// here: the methods are never called.
/// </summary>
internal static class UploadContract
{
    private const string Json = "application/json";
    private const string Problem = "application/problem+json";

    private static readonly Delegate CreateShape = (
        [FromBody] DeclarationDocument declaration, [FromHeader(Name = UploadIds.KeyHeader)] string? idempotencyKey) =>
    { };
    private static readonly Delegate OneShape = (string id, [FromHeader(Name = UploadEndpoints.TicketHeader)] string ticket) => { };
    private static readonly Delegate PartsShape =
        (string id, [FromHeader(Name = UploadEndpoints.TicketHeader)] string ticket, [FromBody] WantedPartsDocument parts) => { };

    /// <summary>Declares an upload.</summary>
    public static object[] Create(string uploads) => Describe(
        uploads, "create", "Declare an upload", CreateShape, typeof(DeclarationDocument), (201, typeof(UploadDocument)), 400, 401,
        403, 409, 413, 415, 422, 429, 503);

    /// <summary>What the store has.</summary>
    public static object[] Status(string uploads) => Describe(
        uploads, "status", "What the store has of an upload", OneShape, null, (200, typeof(UploadDocument)), 401, 403, 404, 429, 503);

    /// <summary>Requests for parts.</summary>
    public static object[] Parts(string uploads) => Describe(
        uploads, "parts", "Requests for parts", PartsShape, typeof(WantedPartsDocument), (200, typeof(PartRequestsDocument)), 400, 401,
        403, 404, 409, 413, 415, 429, 503);

    /// <summary>Completes.</summary>
    public static object[] Complete(string uploads) => Describe(
        uploads, "complete", "Verify and publish an upload", OneShape, null, (200, typeof(UploadDocument)), 202, 401, 403, 404, 409, 422, 429, 503);

    /// <summary>Gives up.</summary>
    public static object[] Abort(string uploads) => Describe(
        uploads, "abort", "Give an upload up", OneShape, null, (204, typeof(void)), 401, 403, 404, 409, 429, 503);

    private static object[] Describe(
        string uploads, string operation, string summary, Delegate shape, Type? body, (int Status, Type Type) success, params int[] others) =>
    [
        shape.Method,
        new EndpointNameMetadata($"{uploads}.{operation}"),
        new EndpointSummaryAttribute(summary),
        new TagsAttribute(uploads),
        .. body is null ? [] : new object[] { new AcceptsMetadata([Json], body) },
        new ProducesResponseTypeMetadata(success.Status, success.Type, success.Type == typeof(void) ? [] : [Json]),
        .. others.Select(status => status == StatusCodes.Status202Accepted
            ? new ProducesResponseTypeMetadata(status, typeof(UploadDocument), [Json])
            : new ProducesResponseTypeMetadata(status, typeof(ProblemDocument), [Problem])),
    ];
}
