using System.Numerics;

namespace ValetKey.Internal;

/// <summary>Sets of permissions that the rules speak of.</summary>
internal static class PermissionSets
{
    public const Permissions Upload = Permissions.Create | Permissions.Write | Permissions.Append;
    public const Permissions Storing = Permissions.Create | Permissions.Write;
    public const Permissions Download = Permissions.Read | Permissions.ReadProperties;
    public const Permissions OnObjects = Upload | Download | Permissions.Delete;
    public const Permissions OnContainers = OnObjects | Permissions.List;
    public const Permissions OnQueues = Permissions.Send | Permissions.Receive | Permissions.Peek | Permissions.Update;
    public const Permissions Every = OnContainers | OnQueues;

    public static int Count(this Permissions permissions) => BitOperations.PopCount((uint)permissions);

    public static Permissions On(ResourceKinds kind) => kind switch
    {
        ResourceKinds.Queue => OnQueues,
        ResourceKinds.Part => Permissions.Write,
        ResourceKinds.Prefix or ResourceKinds.Container => OnContainers,
        _ => OnObjects,
    };

    /// <summary>Creating without overwriting is the narrower half of writing.</summary>
    public static Permissions WithImplied(this Permissions permissions) =>
        permissions.HasFlag(Permissions.Write) ? permissions | Permissions.Create : permissions;
}
