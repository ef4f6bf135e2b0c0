using ValetKey.Providers;

namespace ValetKey.Issuing;

/// <summary>
/// Holds the operations of a signed query to its permissions: each permission has one, none goes beyond them, and no two share a name.
/// </summary>
internal static class OperationCheck
{
    public static bool Holds(SignedQuery key)
    {
        Permissions served = Permissions.None;
        for (int i = 0; i < key.Operations.Count; i++)
        {
            KeyOperation? operation = key.Operations[i];
            if (!IsWhole(operation, key.Permissions) || HasName(key.Operations, i, operation!.Name))
            {
                return false;
            }

            served |= operation.Permission;
        }

        return served == key.Permissions;
    }

    private static bool IsWhole(KeyOperation? operation, Permissions granted) =>
        operation is { Method: not null, Path: not null, Query: not null, Headers: not null, Name.Length: > 0 }
        && (operation.Permission & granted) != Permissions.None
        && operation.Permission == operation.Permission.Lowest()
        && operation.MessageFormat?.IsWhole != false
        && (operation.Acknowledge is null || IsWhole(operation.Acknowledge, operation.Permission));

    private static bool HasName(IReadOnlyList<KeyOperation> operations, int count, string name)
    {
        for (int i = 0; i < count; i++)
        {
            if (operations[i].Name == name)
            {
                return true;
            }
        }

        return false;
    }
}
