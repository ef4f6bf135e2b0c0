using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using static System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes;

namespace ValetKey.Configuration;

/// <summary>
/// Hands on options as they change. The framework's monitor throws where new options do not pass, into whoever announced the change, and tells nobody
/// else; here the old ones stay in use and the log says why.
/// </summary>
internal sealed partial class CurrentOptions<[DynamicallyAccessedMembers(PublicParameterlessConstructor)] TOptions> : IDisposable
    where TOptions : class
{
    private readonly string _name;
    private readonly IOptionsFactory<TOptions> _factory;
    private readonly ILogger _logger;
    private readonly Action<TOptions> _use;
    private readonly Lock _reading = new();
    private readonly List<IDisposable> _subscriptions = [];
    private int _reads;
    private bool _isRefused;
    private bool _isDisposed;

    /// <param name="name">The options' name.</param>
    /// <param name="services">The application's services.</param>
    /// <param name="logger">Told of options that do not pass.</param>
    /// <param name="use">Takes the options, before the constructor returns and after each change; never twice at once.</param>
    public CurrentOptions(string name, IServiceProvider services, ILogger logger, Action<TOptions> use)
    {
        _name = name;
        _factory = services.GetRequiredService<IOptionsFactory<TOptions>>();
        _logger = logger;
        _use = use;
        try
        {
            // Listens before it reads: a change meanwhile waits for the lock and then reads again, so none is missed and the newest stays.
            lock (_reading)
            {
                foreach (IOptionsChangeTokenSource<TOptions> source in services.GetServices<IOptionsChangeTokenSource<TOptions>>().Where(IsOurs))
                {
                    _subscriptions.Add(ChangeToken.OnChange(source.GetChangeToken, ReadAgain));
                }

                Read();
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        lock (_reading)
        {
            _isDisposed = true;
        }

        // Outside of the lock, since a subscription that ends waits for its callback, and that for the lock.
        _subscriptions.ForEach(subscription => subscription.Dispose());
    }

    private bool IsOurs(IOptionsChangeTokenSource<TOptions> source) => (source.Name ?? Options.DefaultName) == _name;

    /// <summary>Where reading the options announces a change of them, that is read within this, and goes before.</summary>
    private void Read()
    {
        int reads = _reads;
        TOptions options = _factory.Create(_name);
        if (reads == _reads)
        {
            _reads++;
            _use(options);
        }
    }

    private void ReadAgain()
    {
        lock (_reading)
        {
            if (_isDisposed)
            {
                return;
            }

            try
            {
                Read();
            }
            catch (Exception fault)
            {
                _isRefused = true;
                LogRefused(_logger, _name, fault is OptionsValidationException invalid ? string.Join(" ", invalid.Failures) : fault.GetType().Name);
                return;
            }

            if (_isRefused)
            {
                _isRefused = false;
                LogAccepted(_logger, _name);
            }
        }
    }

    [LoggerMessage(EventId = 40, EventName = "SettingsRefused", Level = LogLevel.Error,
        Message = "{Issuer}: the settings have changed and cannot be used; those before stay in use. {Faults}")]
    private static partial void LogRefused(ILogger logger, string issuer, string faults);

    [LoggerMessage(EventId = 41, EventName = "SettingsAccepted", Level = LogLevel.Information,
        Message = "{Issuer}: the settings can be used again, and are in use.")]
    private static partial void LogAccepted(ILogger logger, string issuer);
}
