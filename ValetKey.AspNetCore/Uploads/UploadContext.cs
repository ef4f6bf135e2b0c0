using Microsoft.AspNetCore.Http;

namespace ValetKey.AspNetCore;

/// <summary>Who declares an upload, and what it will be called.</summary>
public sealed class UploadContext
{
    internal UploadContext(string id, string objectName, string? subject, HttpContext http) =>
        (Id, ObjectName, Subject, Http) = (id, objectName, subject, http);

    /// <summary>The upload's id: 32 lower-case hexadecimal digits, and no secret. Random, or by the client's <c>Idempotency-Key</c>.</summary>
    public string Id { get; }

    /// <summary>A name for the object that no other has: the id with the declared name's extension, where that is harmless.</summary>
    public string ObjectName { get; }

    /// <summary>The user, by <see cref="EndpointOptions.SubjectOf"/>; null where the endpoints allow anonymous callers and this is one.</summary>
    public string? Subject { get; }

    /// <summary>The request.</summary>
    public HttpContext Http { get; }
}
