namespace SpotifyCapi.OfflineFile;

/// <summary>What a column of a file can hold.</summary>
public enum Column
{
    /// <summary>What happened.</summary>
    EventName,

    /// <summary>The conversion's own id.</summary>
    EventId,

    /// <summary>When it happened.</summary>
    EventTime,

    /// <summary>The day, when the time of day stands in a column of its own or nowhere.</summary>
    Date,

    /// <summary>The time of day that belongs to <see cref="Date"/>.</summary>
    Time,

    /// <summary>WEB, APP or OFFLINE.</summary>
    ActionSource,

    /// <summary>The page.</summary>
    EventSourceUrl,

    /// <summary>Whether the person agreed to marketing.</summary>
    Consent,

    /// <summary>Whether the person refused marketing.</summary>
    OptOut,

    /// <summary>E-mail address.</summary>
    Email,

    /// <summary>Phone number.</summary>
    Phone,

    /// <summary>The person's country.</summary>
    Country,

    /// <summary>SHA-256 of the e-mail address.</summary>
    HashedEmail,

    /// <summary>SHA-256 of the phone number.</summary>
    HashedPhone,

    /// <summary>The person's IP address.</summary>
    IpAddress,

    /// <summary>The browser.</summary>
    UserAgent,

    /// <summary>Advertising id or first-party id.</summary>
    DeviceId,

    /// <summary>The amount.</summary>
    Value,

    /// <summary>ISO 4217 code.</summary>
    Currency,

    /// <summary>Name of the product or page.</summary>
    ContentName,

    /// <summary>Google product category.</summary>
    ContentCategory,

    /// <summary>The order's or transaction's number.</summary>
    OrderId,
}
