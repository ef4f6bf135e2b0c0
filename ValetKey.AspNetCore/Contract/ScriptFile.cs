using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ValetKey.AspNetCore.Contract;

/// <summary>The module for pages, as this version of the package has it.</summary>
internal static class ScriptFile
{
    private const string Name = "valetkey.js";

    private static readonly byte[] Content = Read();

    // There is no time at which it changed: a build is the same whenever it is made.
    private static readonly EntityTagHeaderValue Tag = new($"\"{Convert.ToHexStringLower(SHA256.HashData(Content).AsSpan(0, 8))}\"");

    /// <summary>Answers with it, or with 304. A cache asks each time: what a page runs is what the application has, also after an update.</summary>
    public static Task AnswerAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Bytes(Content, "text/javascript; charset=utf-8", entityTag: Tag).ExecuteAsync(context);
    }

    private static byte[] Read()
    {
        using Stream stream = typeof(ScriptFile).Assembly.GetManifestResourceStream(Name)!;
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
