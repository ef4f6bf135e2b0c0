using System.Reflection;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Conventions;

/// <summary>What is shipped: its assemblies and its sources.</summary>
internal static class Shipped
{
    /// <summary>Every assembly of ours beside the tests that has public types.</summary>
    public static IEnumerable<TestCaseData> Assemblies() => Directory.GetFiles(AppContext.BaseDirectory, "ValetKey.*.dll")
        .Select(Path.GetFileNameWithoutExtension)
        .Where(name => name != typeof(Shipped).Assembly.GetName().Name)
        .Select(name => Assembly.Load(name!))
        .Where(assembly => assembly.GetExportedTypes().Length > 0)
        .Select(assembly => new TestCaseData(assembly).SetArgDisplayNames(assembly.GetName().Name!));

    public static IEnumerable<string> Sources() => Directory.EnumerateFiles(Repository.Root, "*.cs", SearchOption.AllDirectories)
        .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or "node_modules"));
}
