namespace SpotifyCapi.Webhooks;

/// <summary>The hash function inside an HMAC.</summary>
public enum HmacAlgorithm
{
    /// <summary>SHA-256. The default.</summary>
    Sha256,

    /// <summary>SHA-1, which Segment's and Customer.io's webhook destinations sign with. As an HMAC it is still sound.</summary>
    Sha1,
}
