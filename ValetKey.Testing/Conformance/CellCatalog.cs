using ValetKey.Providers;

namespace ValetKey.Testing;

/// <summary>Every cell that capabilities have: each permission without a constraint, and with each one.</summary>
internal static class CellCatalog
{
    public static IReadOnlyList<Cell> Of(SignerCapabilities capabilities) =>
    [
        .. from cell in Cell.Of(capabilities)
           from constraint in ConstraintSample.Each(cell.Enforced(capabilities)).Prepend(ConstraintKinds.None)
           select cell with { Constraint = constraint },
    ];
}
