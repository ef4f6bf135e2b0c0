using ValetKey.Local.Verification;

namespace ValetKey.Local.Limits;

/// <summary>Ends an upload from within: its body, or the transaction that would store it.</summary>
internal sealed class RefusedException(Refusal refusal) : Exception(refusal.Reason)
{
    public Refusal Refusal => refusal;
}
