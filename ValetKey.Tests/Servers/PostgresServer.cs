using Npgsql;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Servers;

/// <summary>PostgreSQL, which this machine's users alone reach: one for all tests, with a database for each that asks.</summary>
/// <remarks>It keeps transactions as in earnest, but for what a power failure would leave of them.</remarks>
internal sealed class PostgresServer : IRunningServer
{
    private const int SecondsOfPatience = 120;

    private static readonly SharedServer<PostgresServer> Shared = new("PostgreSQL", StartAsync);
    private readonly ServerProcess _server;
    private readonly string _folder;
    private readonly NpgsqlDataSource _owner;

    private PostgresServer(ServerProcess server, string folder)
    {
        (_server, _folder) = (server, folder);
        _owner = NpgsqlDataSource.Create(ConnectionTo("postgres"));
    }

    public bool HasExited => _server.HasExited;

    /// <summary>Gets the folder of Debian's newest version, which is on nobody's path; null where there is none.</summary>
    private static string? Programs { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql")
            .OrderByDescending(version => int.Parse(Path.GetFileName(version), null))
            .Select(version => Path.Combine(version, "bin"))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
        : null;

    /// <summary>PostgreSQL; where it is not installed the test is ignored, in CI it fails.</summary>
    public static Task<PostgresServer> RequireAsync()
    {
        ServerTools.Require("PostgreSQL", "postgresql util-linux", "bash", "setpriv");
        if (Programs is null)
        {
            Skip.Test("PostgreSQL is not installed. On Debian and Ubuntu: apt install postgresql");
        }

        return Shared.GetAsync();
    }

    /// <summary>Ends PostgreSQL, if it runs.</summary>
    public static Task StopAsync() => Shared.StopAsync();

    /// <summary>Makes an empty database, and says how it is reached, also from other processes.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        string name = $"valetkey_{Guid.NewGuid():n}";
        await using NpgsqlCommand create = _owner.CreateCommand($"CREATE DATABASE {name}");
        await create.ExecuteNonQueryAsync();
        return ConnectionTo(name);
    }

    public async ValueTask DisposeAsync()
    {
        await _owner.DisposeAsync();
        await _server.DisposeAsync();
    }

    private static async Task<PostgresServer> StartAsync()
    {
        string folder = Directory.CreateTempSubdirectory("valetkey-postgres-").FullName;
        ServerProcess server = await ServerProcess.StartAsync(
            Repository.PathTo("ValetKey.Tests", "Servers", "postgres", "serve.sh"),
            folder,
            new Dictionary<string, string> { ["PROGRAMS"] = Programs! });
        return new PostgresServer(server, folder);
    }

    /// <summary>Each connection is a process, which costs more than all that a test does with it: races have many in the long form alone.</summary>
    private string ConnectionTo(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = _folder,
        Username = "valetkey",
        Database = database,
        MaxPoolSize = LongRun.IsAsked ? 64 : 8,
        Timeout = SecondsOfPatience, // Those who race wait for one of the few.
        CommandTimeout = SecondsOfPatience,
    }.ConnectionString;
}
