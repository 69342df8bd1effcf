namespace SpotifyCapi.Delivery;

/// <summary>The queue did not take events back: the host must show their message again.</summary>
public sealed class DeferralFailedException : Exception
{
    /// <summary>Says so.</summary>
    public DeferralFailedException()
        : base("The queue did not take deferred events.")
    {
    }

    /// <summary>For the runtime.</summary>
    /// <param name="message">What happened.</param>
    public DeferralFailedException(string message)
        : base(message)
    {
    }

    /// <summary>For the runtime.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">Why.</param>
    public DeferralFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
