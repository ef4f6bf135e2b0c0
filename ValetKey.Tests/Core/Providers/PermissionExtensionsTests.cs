using ValetKey.Providers;

namespace ValetKey.Tests.Core.Providers;

/// <summary>Sets of permissions taken apart.</summary>
internal sealed class PermissionExtensionsTests
{
    [TestCase(Permissions.None, "")]
    [TestCase(Permissions.Update, "Update")]
    [TestCase(Permissions.List | Permissions.Read | Permissions.Create, "Read Create List")]
    public void Each_permission_comes_once_and_the_lowest_first(Permissions permissions, string names)
    {
        List<Permissions> seen = [];
        foreach (Permissions permission in permissions.Each())
        {
            seen.Add(permission);
        }

        string.Join(' ', seen).Should().Be(names);
    }

    [TestCase(Permissions.None, Permissions.None)]
    [TestCase(Permissions.Read | Permissions.Update, Permissions.Read)]
    [TestCase(Permissions.Peek | Permissions.Delete, Permissions.Delete)]
    public void Lowest_permission_is_the_first_that_is_declared(Permissions permissions, Permissions lowest) =>
        permissions.Lowest().Should().Be(lowest);

    [TestCase(Permissions.Read, "GET")]
    [TestCase(Permissions.ReadProperties, "HEAD")]
    [TestCase(Permissions.Create, "PUT")]
    [TestCase(Permissions.Write, "PUT")]
    [TestCase(Permissions.Append, "PUT")]
    [TestCase(Permissions.Delete, "DELETE")]
    [TestCase(Permissions.List, "GET")]
    [TestCase(Permissions.Send, "POST")]
    [TestCase(Permissions.Receive, "GET")]
    [TestCase(Permissions.Peek, "GET")]
    [TestCase(Permissions.Update, "PUT")]
    public void Every_permission_has_its_method(Permissions permission, string method) =>
        permission.ToHttpMethod().Should().Be(HttpMethod.Parse(method));

    [TestCase(Permissions.None)]
    [TestCase(Permissions.Read | Permissions.ReadProperties)]
    [TestCase(Permissions.Create | Permissions.Write)]
    [TestCase((Permissions)(1 << 11))]
    public void No_several_and_unknown_permissions_have_no_method(Permissions permissions)
    {
        Action ask = () => permissions.ToHttpMethod();

        ask.Should().Throw<ArgumentOutOfRangeException>().WithParameterName("permission");
    }

    [Test]
    public void No_permission_is_forgotten_by_the_map()
    {
        foreach (Permissions permission in Enum.GetValues<Permissions>().Except([Permissions.None]))
        {
            permission.ToHttpMethod().Should().NotBeNull();
        }
    }
}
