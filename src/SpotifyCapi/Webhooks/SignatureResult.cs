namespace SpotifyCapi.Webhooks;

/// <summary>What became of a signature. The sender is told nothing but "401"; the reason is counted.</summary>
public enum SignatureResult
{
    /// <summary>It is right.</summary>
    Valid,

    /// <summary>There is none.</summary>
    Missing,

    /// <summary>It stands there more than once, so that it is not clear which one counts.</summary>
    Repeated,

    /// <summary>It is not in the form of a signature.</summary>
    Malformed,

    /// <summary>It is of another body or another secret.</summary>
    Mismatch,

    /// <summary>It was made too long ago, or lies in the future.</summary>
    Stale,
}
