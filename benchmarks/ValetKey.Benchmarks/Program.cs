using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using Perfolizer.Horology;
using ValetKey.Benchmarks.Paired;

// "paired" checks the limits in half a minute; anything else goes to BenchmarkDotNet, such as: --filter '*Local*'
if (args is ["paired"])
{
    return PairedRun.Run(Console.Out) ? 0 : 1;
}

IConfig config = DefaultConfig.Instance
    .AddJob(Job.Default.WithWarmupCount(30).WithIterationCount(30).WithIterationTime(TimeInterval.FromMilliseconds(150)))
    .AddDiagnoser(MemoryDiagnoser.Default);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
return 0;
