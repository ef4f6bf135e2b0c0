using Microsoft.Extensions.DependencyInjection;

namespace ValetKey.Tests.AspNetCore.Script.Support;

/// <summary>A store at another origin than the page.</summary>
internal interface IScriptStore : IAsyncDisposable
{
    string Container { get; }

    /// <summary>Whether it refuses a content that has not the checksum that a key binds.</summary>
    bool ComparesChecksums { get; }

    /// <summary>Makes it ready for pages of this origin, as far as that is told to the store beforehand.</summary>
    Task StartAsync(string origin);

    void Register(IValetKeyBuilder builder, string name);

    /// <summary>Allows pages of this origin what keys for uploads need.</summary>
    Task AllowAsync(IValetKeyIssuer issuer, string origin);
}
