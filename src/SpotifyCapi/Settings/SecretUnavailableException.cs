namespace SpotifyCapi.Settings;

/// <summary>A secret cannot be had now. Names the secret, never its value.</summary>
public sealed class SecretUnavailableException : Exception
{
    /// <summary>For the runtime.</summary>
    public SecretUnavailableException()
        : this("unknown", null)
    {
    }

    /// <summary>For the runtime.</summary>
    /// <param name="name">Name of the secret.</param>
    public SecretUnavailableException(string name)
        : this(name, null)
    {
    }

    /// <summary>Says which secret.</summary>
    /// <param name="name">Name of the secret.</param>
    /// <param name="innerException">What the store said.</param>
    public SecretUnavailableException(string name, Exception? innerException)
        : base($"The secret \"{name}\" is not available.", innerException) => Name = name;

    /// <summary>Name of the secret.</summary>
    public string Name { get; }
}
