namespace Microsoft.Azure.Functions.Worker;

/// <summary>Which key a caller of an HTTP function must send when authorization is on.</summary>
public enum AuthorizationLevel
{
    /// <summary>None.</summary>
    Anonymous,

    /// <summary>Kept for compatibility; treated like <see cref="Admin"/>.</summary>
    User,

    /// <summary>The function key or the master key.</summary>
    Function,

    /// <summary>A system key; here the master key.</summary>
    System,

    /// <summary>The master key.</summary>
    Admin,
}
