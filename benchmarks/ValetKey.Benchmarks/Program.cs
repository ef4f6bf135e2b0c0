using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using Perfolizer.Horology;
using ValetKey.Benchmarks.Paired;

// "paired" checks the limits in a minute, "paired s3" some of them; anything else goes to BenchmarkDotNet, such as: --filter '*Local*'
if (args is ["paired", .. var parts])
{
    return PairedRun.Run(Console.Out, string.Join(' ', parts)) ? 0 : 1;
}

IConfig config = DefaultConfig.Instance
    .AddJob(Job.Default.WithWarmupCount(30).WithIterationCount(30).WithIterationTime(TimeInterval.FromMilliseconds(150)))
    .AddDiagnoser(MemoryDiagnoser.Default);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
return 0;
