using ValetKey.Tests.Core.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Core.Issuing;

/// <summary>Each message names the field, the value's fault and the allowed range.</summary>
[InForeignCultures]
public sealed class RequestFaultTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly KeyScope Object = KeyScope.ForObject("media", "a");
    private static readonly KeyScope Queue = KeyScope.ForQueue("jobs");

    private static readonly (string Name, KeyRequest Request, string Message)[] Faults =
    [
        ("no permission", new(Object, Permissions.None),
            "Permissions is None; ask for at least one of Read, ReadProperties, Create, Write, Append, Delete."),
        ("no permission on a queue", new(Queue, Permissions.None), "Permissions is None; ask for at least one of Send, Receive, Peek, Update."),
        ("list on an object", new(Object, Permissions.Read | Permissions.List),
            "Permissions has List, which object:media/a does not have; allowed are Read, *"),
        ("list on a version", new(KeyScope.ForObject("media", "a", "v"), Permissions.List),
            "Permissions has List, which object:media/a#v does not have*"),
        ("read on a queue", new(Queue, Permissions.Send | Permissions.Read),
            "Permissions has Read, which queue:jobs does not have; allowed are Send, Receive, Peek, Update."),
        ("send to a container", new(KeyScope.ForContainer("media"), Permissions.Send), "Permissions has Send, which container:media does not have*"),
        ("receive from a prefix", new(KeyScope.ForPrefix("media", "a/"), Permissions.Receive),
            "Permissions has Receive, which prefix:media/a/ does not have*"),
        ("unknown permission", new(Object, (Permissions)(1 << 20)), "Permissions has 1048576, which object:media/a does not have*"),
        ("all bits", new(Object, (Permissions)(-1)), "Permissions has *which object:media/a does not have*"),
        ("no lifetime", new(Object, Permissions.Read) { Lifetime = TimeSpan.Zero }, "Lifetime is 00:00:00; it must be at least 00:00:01."),
        ("negative lifetime", new(Object, Permissions.Read) { Lifetime = -Second }, "Lifetime is -00:00:01; it must be at least 00:00:01."),
        ("split second", new(Object, Permissions.Read) { Lifetime = TimeSpan.FromMilliseconds(999) },
            "Lifetime is 00:00:00.9990000; it must be at least 00:00:01."),
        ("smallest lifetime", new(Object, Permissions.Read) { Lifetime = TimeSpan.MinValue }, "Lifetime is -*it must be at least 00:00:01."),
        ("negative minimum", new(Object, Permissions.Read) { MinimumLifetime = -Second },
            "MinimumLifetime is -00:00:01; it must be from 00:00:00 to the lifetime, 00:15:00."),
        ("minimum above lifetime", new(Object, Permissions.Read) { Lifetime = 60 * Second, MinimumLifetime = 61 * Second },
            "MinimumLifetime is 00:01:01; it must be from 00:00:00 to the lifetime, 00:01:00."),
        ("minimum above default", new(Object, Permissions.Read) { MinimumLifetime = TimeSpan.FromMinutes(16) },
            "MinimumLifetime is 00:16:00; it must be from 00:00:00 to the lifetime, 00:15:00."),
        ("no stability", new(Object, Permissions.Read) { StableFor = TimeSpan.Zero },
            "StableFor is 00:00:00; it must be in whole seconds, from 00:00:01 to below the lifetime, 00:15:00."),
        ("negative stability", new(Object, Permissions.Read) { StableFor = -Second },
            "StableFor is -00:00:01; it must be in whole seconds, from 00:00:01*"),
        ("stable for a fraction", new(Object, Permissions.Read) { StableFor = 1.5 * Second },
            "StableFor is 00:00:01.5000000; it must be in whole seconds*"),
        ("stable for the lifetime", new(Object, Permissions.Read) { StableFor = TimeSpan.FromMinutes(15) },
            "StableFor is 00:15:00; it must be in whole seconds, from 00:00:01 to below the lifetime, 00:15:00."),
        ("stability eats the minimum", new(Object, Permissions.Read) { StableFor = 600 * Second, MinimumLifetime = 301 * Second },
            "StableFor is 00:10:00, after which a key of 00:15:00 may have less than the MinimumLifetime of 00:05:01 left."),
        ("stable and single use", new(Object, Permissions.Read) { StableFor = Second, Constraints = new() { SingleUse = true } },
            "StableFor asks for one key for many, and SingleUse for a key of its own each time."),
        ("unknown form", new(Object, Permissions.Read) { Form = (KeyForm)42 }, "Form is 42, which is no form."),
        ("null extras", new(Object, Permissions.Read) { Extras = null! }, "Extras is or holds null."),
        ("a null extra", new(Object, Permissions.Read) { Extras = [null!] }, "Extras is or holds null."),
        ("null constraints", new(Object, Permissions.Read) { Constraints = null! }, "Constraints is null; KeyConstraints.None means none."),
        ("control character in the subject", new(Object, Permissions.Read) { Subject = "eve\n2026 admin issued" },
            "Subject has a control character*"),
    ];

    public static IEnumerable<TestCaseData> Cases() =>
        Faults.Select(fault => new TestCaseData(fault.Request, fault.Message).SetArgDisplayNames(fault.Name));

    [TestCaseSource(nameof(Cases))]
    public async Task Senseless_request_is_refused_with_field_fault_and_range(KeyRequest request, string message)
    {
        using TestIssuer issuer = new();

        ValetKeyException refusal = await issuer.RefusalOf(request);

        refusal.Reason.Should().Be(ValetKeyErrorReason.InvalidRequest);
        refusal.Message.Should().Match(message);
        refusal.IssuerName.Should().Be("test");
        refusal.Scope.Should().Be(request.Scope);
        refusal.Permissions.Should().Be(request.Permissions);
        refusal.IsTransient.Should().BeFalse();
        issuer.Signer.Grants.Should().BeEmpty();
    }

    [Test]
    public async Task Null_is_an_argument_mistake()
    {
        using TestIssuer issuer = new();

        await FluentActions.Awaiting(() => issuer.IssueAsync(null!).AsTask())
            .Should().ThrowExactlyAsync<ArgumentNullException>().WithParameterName("request");
        await FluentActions.Awaiting(() => issuer.IssueAsync(new KeyRequest(null!, Permissions.Read)).AsTask())
            .Should().ThrowExactlyAsync<ArgumentNullException>().WithParameterName("request");
    }
}
