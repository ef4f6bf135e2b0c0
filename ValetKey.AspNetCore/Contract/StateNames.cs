namespace ValetKey.AspNetCore.Contract;

/// <summary>States as the contract spells them.</summary>
internal static class StateNames
{
    public static string Of(UploadState state) => Ledger.UploadRows.NameOf(state);
}
