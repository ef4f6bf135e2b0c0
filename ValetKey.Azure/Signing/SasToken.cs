namespace ValetKey.Azure.Signing;

/// <summary>What a token says, field by field. What is empty or null is left out.</summary>
internal readonly struct SasToken()
{
    /// <summary><c>sp</c>, in Azure's order.</summary>
    public string Permissions { get; init; } = "";

    /// <summary><c>st</c>, in whole seconds.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary><c>se</c>, in whole seconds.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary><c>sip</c>: an address or <c>first-last</c>.</summary>
    public string Address { get; init; } = "";

    /// <summary><c>spr</c>: <c>https</c> or <c>https,http</c>.</summary>
    public string Protocol { get; init; } = "";

    /// <summary><c>sr</c>: b, bv, bs, c, d; q for a queue.</summary>
    public string Resource { get; init; } = "";

    /// <summary>The id of a version or a snapshot.</summary>
    public string Instance { get; init; } = "";

    /// <summary><c>sdd</c>: how many segments a directory's name has.</summary>
    public int? Depth { get; init; }

    /// <summary><c>si</c>: a stored access policy.</summary>
    public string Identifier { get; init; } = "";

    /// <summary><c>ses</c>.</summary>
    public string EncryptionScope { get; init; } = "";

    /// <summary><c>rscc</c> to <c>rsct</c>.</summary>
    public ResponseOverrides? Response { get; init; }

    /// <summary><c>scid</c>.</summary>
    public Guid? CorrelationId { get; init; }

    /// <summary><c>saoid</c>.</summary>
    public string AuthorizedObjectId { get; init; } = "";

    /// <summary><c>suoid</c>.</summary>
    public string UnauthorizedObjectId { get; init; } = "";

    /// <summary><c>sduoid</c>.</summary>
    public string DelegatedUserId { get; init; } = "";

    /// <summary><c>srh</c>: headers that a request must bear.</summary>
    public BoundParts? RequestHeaders { get; init; }

    /// <summary><c>srq</c>: query parameters that a request must have.</summary>
    public BoundParts? RequestQuery { get; init; }

    public bool IsQueue => Resource == "q";
}
