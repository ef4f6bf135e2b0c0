namespace ValetKey.Tests.Core.Support;

internal static class Requests
{
    public static readonly KeyScope Avatar = KeyScope.ForObject("profiles", "42/avatar.jpg");

    public static KeyRequest Read() => new(Avatar, Permissions.Read);

    public static KeyRequest Write(KeyConstraints? constraints = null) =>
        new(Avatar, Permissions.Write) { Constraints = constraints ?? KeyConstraints.None };
}
