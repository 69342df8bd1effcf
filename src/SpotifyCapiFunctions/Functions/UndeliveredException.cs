namespace SpotifyCapiFunctions.Functions;

/// <summary>A message is not done: the host must show it again. Holds a reason, never an event.</summary>
public sealed class UndeliveredException : Exception
{
    /// <summary>For the runtime.</summary>
    public UndeliveredException()
    {
    }

    /// <summary>Says why.</summary>
    /// <param name="message">A stable reason.</param>
    public UndeliveredException(string message)
        : base(message)
    {
    }

    /// <summary>For the runtime.</summary>
    /// <param name="message">A stable reason.</param>
    /// <param name="innerException">What failed.</param>
    public UndeliveredException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
