using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ValetKey.Samples.Migrate;

/// <summary>The other store: whichever provider is registered, it is written and read with keys.</summary>
internal sealed class Target : IAsyncDisposable
{
    private const string Name = "target";

    private static readonly Dictionary<string, Action<IValetKeyBuilder, IConfiguration>> Known = new()
    {
        ["local"] = (builder, settings) => builder.AddLocalStorage(Name, settings),
        ["s3"] = (builder, settings) => builder.AddAmazonS3(Name, settings),
        ["azure"] = (builder, settings) => builder.AddAzureStorage(Name, settings),
        ["gcs"] = (builder, settings) => builder.AddGoogleCloudStorage(Name, settings),
    };

    private readonly ServiceProvider _application;
    private readonly IValetKeyIssuer _issuer;
    private readonly HttpClient _client = new();

    public Target(Action<IValetKeyBuilder, IConfiguration> register)
    {
        IConfiguration settings = new ConfigurationBuilder().AddEnvironmentVariables("VALETKEY__").Build();
        ServiceCollection services = new();
        register(services.AddValetKey(), settings);
        _application = services.BuildServiceProvider();
        _issuer = _application.GetRequiredService<IValetKeyIssuer>();
    }

    public static IEnumerable<string> Providers => Known.Keys;

    public static Action<IValetKeyBuilder, IConfiguration>? Find(string provider) => Known.GetValueOrDefault(provider);

    /// <summary>Creates an object, never over one that is there.</summary>
    /// <returns>How it is known that what arrived is what was sent.</returns>
    public async Task<Arrival> CreateAsync(
        string container, string name, byte[] md5, HttpResponseMessage content, CancellationToken cancellationToken)
    {
        KeyScope scope = KeyScope.ForObject(container, name);
        long length = content.Content.Headers.ContentLength!.Value;
        KeyConstraints exact = new() { ContentLength = LengthRange.Exactly(length), Checksum = new Checksum(ChecksumAlgorithm.Md5, md5) };

        // Where the store can hold the upload to its digest, the key says so. Where it cannot, the object is read back.
        (SignedUrl key, bool isHeld) = await TryIssueAsync(scope, exact, cancellationToken) is { } held
            ? (held, true)
            : (await _issuer.IssueUrlAsync(scope, Permissions.Create, cancellationToken: cancellationToken), false);
        StreamContent body = new(await content.Content.ReadAsStreamAsync(cancellationToken));
        body.Headers.ContentLength = length;
        body.Headers.ContentType = content.Content.Headers.ContentType;
        using HttpRequestMessage request = key.CreateRequest(body);
        using HttpResponseMessage response = await _client.SendAsync(request, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return isHeld || await DigestEqualsAsync(container, name, md5, cancellationToken) ? Arrival.Whole : Arrival.Different;
        }

        bool isTaken = response.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed;
        return !isTaken
            ? throw new HttpRequestException(
                $"{(int)response.StatusCode} {response.ReasonPhrase}: {await response.Content.ReadAsStringAsync(cancellationToken)}")
            : await DigestEqualsAsync(container, name, md5, cancellationToken) ? Arrival.WasThere
            : Arrival.Different;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _application.DisposeAsync();
    }

    private async Task<SignedUrl?> TryIssueAsync(KeyScope scope, KeyConstraints constraints, CancellationToken cancellationToken)
    {
        try
        {
            return await _issuer.IssueUrlAsync(new KeyRequest(scope, Permissions.Create) { Constraints = constraints }, cancellationToken);
        }
        catch (ValetKeyException refusal) when (refusal.Reason == ValetKeyErrorReason.Unsupported)
        {
            return null;
        }
    }

    private async Task<bool> DigestEqualsAsync(string container, string name, byte[] md5, CancellationToken cancellationToken)
    {
        SignedUrl key = await _issuer.IssueUrlAsync(KeyScope.ForObject(container, name), Permissions.Read, cancellationToken: cancellationToken);
        using HttpResponseMessage response =
            await _client.SendAsync(key.CreateRequest(), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        Stream stored = await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(cancellationToken);
        byte[] theirs = await CryptographicOperations.HashDataAsync(HashAlgorithmName.MD5, stored, cancellationToken);
        return theirs.SequenceEqual(md5);
    }
}

/// <summary>What became of an object.</summary>
internal enum Arrival
{
    /// <summary>It was copied, and has the same digest.</summary>
    Whole,

    /// <summary>The same was there already.</summary>
    WasThere,

    /// <summary>Something else is there, and stays.</summary>
    Different,
}
