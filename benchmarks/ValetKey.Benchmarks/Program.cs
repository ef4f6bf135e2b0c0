using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using Perfolizer.Horology;
using ValetKey.Benchmarks;
using ValetKey.Benchmarks.Endpoints;
using ValetKey.Benchmarks.Paired;
using ValetKey.Benchmarks.Reporting;
using ValetKey.Benchmarks.Service;
using ValetKey.Benchmarks.Startup;

// "paired" checks the limits in two minutes, "paired s3," some of them; "report" runs all and writes docs/performance.md, whose rows "rows" tells.
// Each takes --short, to try it.
// Anything else goes to BenchmarkDotNet, such as: --filter '*Local*'
Effort effort = args.Contains("--short") ? Effort.Short : Effort.Full;
switch (args.Where(word => word != "--short").ToArray())
{
    case ["paired", .. var parts]:
        IReadOnlyList<string> breaches = PairedRun.Run(Console.WriteLine, string.Join(' ', parts), effort);
        PairedRun.Tell(Console.WriteLine, breaches);
        Scaling.Run(Console.WriteLine);
        return breaches.Count == 0 ? 0 : 1;
    case ["endpoint"]:
        await EndpointRun.RunAsync(Console.WriteLine, effort);
        return 0;
    case ["startup"]:
        StartupRun.Run(Console.WriteLine, effort);
        return 0;
    case ["service"]:
        ServiceRun.Run(Console.WriteLine, effort);
        return 0;
    case [ServiceProcess.Verb, var root, var staticFolder]:
        await ServiceProcess.ServeAsync(root, staticFolder);
        return 0;
    case ["rows"]:
        Report.TellRows(Console.WriteLine);
        return 0;
    case ["report", .. var path]:
        return (await Report.WriteAsync(path.SingleOrDefault(Checkout.PathTo("docs", "performance.md")), effort)).Count == 0 ? 0 : 1;
}

IConfig config = DefaultConfig.Instance
    .AddJob(Job.Default.WithWarmupCount(30).WithIterationCount(30).WithIterationTime(TimeInterval.FromMilliseconds(150)))
    .AddDiagnoser(MemoryDiagnoser.Default);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
return 0;
