using System.Diagnostics;

namespace ValetKey.Benchmarks.Service;

/// <summary>One large object, up and down. All times are in seconds.</summary>
internal sealed class LargeObject
{
    private const string FileName = "large";

    private readonly ServiceProcess _service;
    private readonly long _length;
    private readonly byte[] _block = new byte[1 << 20];

    public LargeObject(ServiceProcess service, long length)
    {
        (_service, _length) = (service, length);
        Random.Shared.NextBytes(_block);
        using FileStream file = File.Create(Source);
        for (long written = 0; written < length; written += _block.Length)
        {
            file.Write(_block);
        }
    }

    private string Source => Path.Combine(_service.StaticFolder, FileName);

    public double Put() => Exchange(_service.Url, Url(Permissions.Write), "PUT", _length);

    public double Get() => Exchange(_service.Url, Url(Permissions.Read), "GET", 0);

    public double GetStatic() => Exchange(_service.StaticUrl, new Uri(_service.StaticUrl, "/" + FileName), "GET", 0);

    /// <summary>The same without a service: the file copied and flushed by the system's own tools.</summary>
    public double Copy()
    {
        string copy = Source + ".copy";
        long start = Stopwatch.GetTimestamp();
        using (Process process = Process.Start("sh", ["-c", $"cp --reflink=never '{Source}' '{copy}' && sync '{copy}'"]))
        {
            process.WaitForExit();
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        File.Delete(copy);
        return seconds;
    }

    private double Exchange(Uri server, Uri url, string method, long length)
    {
        using Connection connection = new(server);
        byte[] head = Connection.Head(method, url, length);
        long start = Stopwatch.GetTimestamp();
        connection.Exchange(head, _block, length);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private Uri Url(Permissions permission) => new(_service.Issuer.IssueUrlAsync(KeyScope.ForObject("bench", FileName), permission)
        .AsTask().GetAwaiter().GetResult().Url);
}
