namespace SpotifyCapi.Webhooks;

/// <summary>How the bytes of a signature are written in a header.</summary>
public enum SignatureEncoding
{
    /// <summary>Two hexadecimal digits a byte, either case.</summary>
    Hex,

    /// <summary>Standard Base64 with padding.</summary>
    Base64,
}
