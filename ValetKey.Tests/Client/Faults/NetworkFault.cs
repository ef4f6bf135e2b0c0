namespace ValetKey.Tests.Client.Faults;

/// <summary>What happens to a connection.</summary>
public enum NetworkFault
{
    None,

    /// <summary>Nobody listens.</summary>
    Refused,

    /// <summary>Reset after so many bytes of requests.</summary>
    CutOnTheWayThere,

    /// <summary>Reset after so many bytes of answers.</summary>
    CutOnTheWayBack,

    /// <summary>Closed in good order after so many bytes of answers, which then are not whole.</summary>
    Truncated,

    /// <summary>The first request is answered with 503, without reaching the server.</summary>
    Busy,

    /// <summary>The same, and when to come again.</summary>
    BusyForASecond,

    /// <summary>Each piece takes its time.</summary>
    Slow,

    /// <summary>The server never gets anything, and nothing comes back.</summary>
    Silent,
}
