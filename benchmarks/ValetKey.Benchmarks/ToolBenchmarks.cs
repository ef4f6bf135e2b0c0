using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using ValetKey.Providers;

namespace ValetKey.Benchmarks;

/// <summary>The tools for signers against what the framework has.</summary>
public class ToolBenchmarks : IDisposable
{
    private const string PlainName = "users/01890a5d-ac96-774b-bcce-b302099a8057/albums/2026/summer/IMG_20260714_101502.jpg";
    private const string ForeignName = "Фотографии/été à la plage/海の写真 (1).jpg";

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly byte[] _data = RandomNumberGenerator.GetBytes(300);
    private readonly byte[] _hash = new byte[32];
    private readonly byte[] _buffer = new byte[PercentEncoding.GetMaximumLength(PlainName.Length)];
    private readonly KeyedHash _keyed;

    public ToolBenchmarks() => _keyed = new KeyedHash(HashAlgorithmName.SHA256, _key);

    [Params(PlainName, ForeignName)]
    public string Name { get; set; } = "";

    [GlobalCleanup]
    public void Dispose()
    {
        _keyed.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Description = "Uri.EscapeDataString")]
    public string Escape() => Uri.EscapeDataString(Name);

    [Benchmark(Description = "PercentEncoding.Encode")]
    public string Encode() => PercentEncoding.Encode(Name);

    [Benchmark(Description = "PercentEncoding.TryEncode, into a buffer")]
    public bool EncodeToBuffer() => PercentEncoding.TryEncode(Name, _buffer, out _);

    [Benchmark(Description = "HMACSHA256.HashData")]
    public int OneShot() => HMACSHA256.HashData(_key, _data, _hash);

    [Benchmark(Description = "KeyedHash.Hash")]
    public int Keyed() => _keyed.Hash(_data, _hash);
}
