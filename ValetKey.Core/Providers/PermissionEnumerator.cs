namespace ValetKey.Providers;

/// <summary>Goes through a set of permissions, the lowest first. See <see cref="PermissionExtensions.Each"/>.</summary>
public struct PermissionEnumerator
{
    private Permissions _left;

    internal PermissionEnumerator(Permissions permissions) => _left = permissions;

    /// <summary>The permission that was reached; <see cref="Permissions.None"/> before the first.</summary>
    public Permissions Current { get; private set; }

    /// <summary>Goes on to the next permission, and says whether there is one.</summary>
    public bool MoveNext()
    {
        Current = _left.Lowest();
        _left &= ~Current;
        return Current != Permissions.None;
    }

    /// <summary>For <c>foreach</c>.</summary>
    public readonly PermissionEnumerator GetEnumerator() => this;
}
