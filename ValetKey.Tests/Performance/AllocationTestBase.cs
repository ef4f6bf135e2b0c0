using System.Diagnostics;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace ValetKey.Tests.Performance;

/// <summary>Measures what a call allocates on its thread.</summary>
internal abstract class AllocationTestBase
{
    private const int Keys = 10_000;
    private const int Rounds = 3;

    private static readonly KeyScope Scope = KeyScope.ForObject("media", "users/42/avatar.png");

    protected static readonly Dictionary<string, KeyRequest> Requests = new()
    {
        ["download"] = new(Scope, Permissions.Read),
        ["stable download"] = new(Scope, Permissions.Read) { StableFor = TimeSpan.FromMinutes(1) },
        ["upload"] = new(Scope, Permissions.Create)
        {
            Constraints = new() { ContentType = "image/png", ContentLength = LengthRange.Exactly(1234) },
        },
        ["form"] = new(Scope, Permissions.Write)
        {
            Form = KeyForm.SignedForm,
            Constraints = new() { ContentType = "image/png", ContentLength = LengthRange.Between(1, 10_000_000) },
        },
    };

    [OneTimeSetUp]
    public void NeedsAnOptimizedBuild()
    {
        if (typeof(IValetKeyIssuer).Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true })
        {
            Assert.Ignore("Only a Release build tells: in a Debug build every async method allocates its state.");
        }
    }

    protected static ServiceProvider Wire(Action<IValetKeyBuilder> add)
    {
        ServiceCollection services = new();
        add(services.AddValetKey());
        return services.BuildServiceProvider();
    }

    protected static IssuedKey Issue(IValetKeyIssuer issuer, KeyRequest request)
    {
        ValueTask<IssuedKey> issue = issuer.IssueAsync(request);
        return issue.IsCompletedSuccessfully ? issue.Result : throw new InvalidOperationException("The key was not issued at once.");
    }

    /// <summary>The least of a few rounds: what happens once, such as a pool that the garbage collector trimmed, is not the call's.</summary>
    protected static double BytesPerCall<T>(Func<T> call)
    {
        Repeat(call);
        return Enumerable.Range(0, Rounds).Min(_ =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Repeat(call);
            return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Keys;
        });
    }

    private static void Repeat<T>(Func<T> call)
    {
        for (int i = 0; i < Keys; i++)
        {
            call();
        }
    }
}
