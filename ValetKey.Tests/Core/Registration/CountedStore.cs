using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using ValetKey.Providers;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Registration;

/// <summary>A store that is not ours, registered as a stranger would, whose signers are counted.</summary>
internal sealed class CountedStore : IOptionsChangeTokenSource<StoreOptions>, IDisposable
{
    private readonly List<CountedStoreSigner> _signers = [];
    private CancellationTokenSource _changed = new();
    private ServiceProvider? _services;

    public CountedStore() => Definition = new SignerDefinition<StoreOptions>((options, context) => Create(options, context))
    {
        Settings = new SettingsTable<StoreOptions>()
            .Url("Endpoint", (options, value) => options.Endpoint = value)
            .Text("Secret", (options, value) => options.Secret = value)
            .File("SecretPath", options => options.SecretPath, (options, value) => options.SecretPath = value)
            .Number("Parts", (options, value) => options.Parts = value)
            .TextMap("Names", options => options.Names)
            .Texts("Origins", options => options.Origins)
            .Choice<ChecksumAlgorithm>("Digest", (options, value) => options.Digest = value)
            .Section("Retry", new SettingsTable<StoreOptions>()
                .Duration("Pause", (options, value) => options.Pause = value)
                .Flag("IsFast", (options, value) => options.IsFast = value)),
        Faults = options => options.Parts > 100 ? ["Parts is too many; it must be up to 100."] : [],
    };

    public SignerDefinition<StoreOptions> Definition { get; }

    public string Name => "store";

    public IReadOnlyList<CountedStoreSigner> Signers => _signers;

    public ServiceProvider Services => _services!;

    public IValetKeyIssuer Issuer => Services.GetRequiredService<IValetKeyIssuer>();

    public FakeLogCollector Logs => Services.GetFakeLogCollector();

    /// <summary>What is thrown instead of making a signer.</summary>
    public Exception? Fault { get; set; }

    /// <summary>A configuration whose keys stand below <c>S</c>.</summary>
    public static ConfigurationRoot Configuration(params (string Key, string? Value)[] settings) => new(
        [new MemoryConfigurationProvider(
            new MemoryConfigurationSource { InitialData = settings.Select(s => KeyValuePair.Create($"S:{s.Key}", s.Value)) })]);

    public CountedStore Start(Action<IValetKeyBuilder> add)
    {
        ServiceCollection services = [];
        services.AddFakeLogging();
        services.AddSingleton<IOptionsChangeTokenSource<StoreOptions>>(this);
        add(services.AddValetKey());
        _services = services.BuildServiceProvider();
        return this;
    }

    /// <summary>Starts with options from code, and with the issuer in place.</summary>
    public CountedStore StartWith(Action<StoreOptions> configure)
    {
        Start(builder => builder.AddSigner(Name, Definition, configure));
        _ = Issuer;
        return this;
    }

    public IChangeToken GetChangeToken() => new CancellationChangeToken(Volatile.Read(ref _changed).Token);

    public void Reload() => Interlocked.Exchange(ref _changed, new CancellationTokenSource()).Cancel();

    public void Dispose() => _services?.Dispose();

    private CountedStoreSigner Create(StoreOptions options, SignerContext context)
    {
        if (Fault is not null)
        {
            throw Fault;
        }

        context.Name.Should().Be(Name);
        CountedStoreSigner signer = new(options);
        _signers.Add(signer);
        return signer;
    }
}

internal sealed class CountedStoreSigner(StoreOptions options) : IKeySigner, IDisposable
{
    public StoreOptions Options => options;

    public int Disposals { get; private set; }

    /// <summary>What signing waits for.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public SignerCapabilities Capabilities { get; } = TestCapabilities.Everything();

    public async ValueTask<IssuedKey> SignAsync(KeyGrant grant, CancellationToken cancellationToken)
    {
        await Gate.WaitAsync(cancellationToken);
        return TestKeys.Of(grant);
    }

    public void Dispose() => Disposals++;
}
