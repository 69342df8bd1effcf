using System.Collections.Frozen;
using System.Globalization;

namespace SpotifyCapi.OfflineFile;

/// <summary>What a column of a file can hold.</summary>
internal enum Column
{
    EventName,
    EventId,
    EventTime,

    /// <summary>The day, when the time of day stands in a column of its own or nowhere.</summary>
    Date,

    /// <summary>The time of day that belongs to <see cref="Date"/>.</summary>
    Time,

    /// <summary>The zone of a time without an offset.</summary>
    TimeZone,

    /// <summary>How far the order is.</summary>
    Status,

    /// <summary>How far its payment is.</summary>
    PaymentStatus,

    /// <summary>When, or whether, it was cancelled.</summary>
    CancelledAt,
    ActionSource,
    EventSourceUrl,
    Consent,
    OptOut,
    Email,
    Phone,
    Country,
    HashedEmail,
    HashedPhone,
    IpAddress,
    UserAgent,
    DeviceId,
    Value,
    Currency,
    ContentName,
    ContentCategory,
    OrderId,

    /// <summary>From here on: what rules ask for and Spotify does not get. Of several such columns the first counts.</summary>
    Channel,
    Tags,
    PaymentKind,
    NewCustomer,
    Tax,
    Shipping,
    ShippingTax,
    Subtotal,
    Gpc,
    Gpp,
    GppSid,
    UsPrivacy,
    Tcf,
    Gcs,
    Gcd,
}

/// <summary>
/// What the columns of files are called: our own name first, then what shops, tills, CRM systems and other ad platforms' templates write.
/// Case, blanks and punctuation do not count, so <c>Email Address</c>, <c>email_address</c> and <c>E-Mail Address</c> are one.
/// </summary>
internal static class ColumnNames
{
    private static readonly (Column Column, string[] Names)[] Table =
    [
        (Column.EventName, ["event_name", "event", "event type", "conversion name", "conversion", "conversion event", "conversion type", "tracking type"]),
        (Column.EventId, ["event_id", "conversion id", "dedup id", "deduplication id", "dedup key", "client dedup id", "external event id"]),
        (Column.EventTime,
        [
            "event_time", "event at", "timestamp", "datetime", "date time", "event timestamp", "event datetime", "conversion time", "conversion timestamp",
            "conversion happened at", "transaction time", "transaction datetime", "transaction timestamp", "purchase time", "order time", "paid at",
            "date paid", "processed at", "occurred at", "created at", "created", "created date",
        ]),
        (Column.Date,
            ["date", "event date", "conversion date", "transaction date", "purchase date", "order date", "sale date", "business date", "day"]),
        (Column.Time, ["time", "time of day", "event time of day", "sale time"]),
        (Column.TimeZone, ["time_zone", "tz"]),
        (Column.Status, ["status", "order status", "transaction status", "purchase status", "sale status", "order state"]),
        (Column.PaymentStatus, ["payment_status", "financial status", "payment state"]),
        (Column.CancelledAt,
        [
            "cancelled_at", "canceled at", "cancelled", "canceled", "is cancelled", "is canceled", "cancelled date", "canceled date", "voided at", "voided",
            "is voided", "refunded at", "refunded", "is refunded",
        ]),
        (Column.ActionSource, ["action_source", "channel type", "event conversion type"]),
        (Column.EventSourceUrl, ["event_source_url", "url", "page url", "landing page"]),
        (Column.Consent,
        [
            "consent", "consent.marketing", "consent.advertising", "marketing consent", "advertising consent", "ads consent", "targeting consent",
            "opt in", "opted in", "marketing opt in", "ad user data", "ad personalization", "ad personalisation", "ad storage", "ad user data consent",
            "ad personalization consent", "ad storage consent", "consent.ad_user_data", "consent.ad_personalization", "consent.ad_storage",
        ]),
        (Column.OptOut,
            ["opt_out", "opted out", "opt out targeting", "marketing opt out", "advertising opt out", "do not sell", "do not share", "unsubscribed"]),
        (Column.Email,
        [
            "email", "e-mail", "user.email", "email address", "mail", "customer email", "contact email", "billing email",
            "email 1", "email 2", "email 3", "email 4", "em",
        ]),
        (Column.Phone,
        [
            "phone", "user.phone", "mobile", "mobile phone", "phone number", "mobile number", "cell", "cell phone", "telephone", "tel",
            "customer phone", "billing phone", "phone 1", "phone 2", "phone 3", "ph",
        ]),
        (Column.Country, ["country", "user.country", "country code", "billing country", "customer country", "ct country"]),
        (Column.HashedEmail,
        [
            "hashed_email", "hashed_emails", "user.hashed_emails", "email hash", "email sha256", "sha256 email", "email hashed", "hashed email address",
            "sha256 email address", "hem",
        ]),
        (Column.HashedPhone,
        [
            "hashed_phone_number", "user.hashed_phone_number", "hashed phone", "phone hash", "phone sha256", "sha256 phone", "phone hashed",
            "sha256 phone number", "hashed mobile",
        ]),
        (Column.IpAddress, ["ip_address", "user.ip_address", "ip", "client ip", "client ip address", "browser ip", "customer ip address"]),
        (Column.UserAgent, ["user_agent", "user.user_agent", "client user agent", "browser user agent"]),
        // Not "Device ID", which in Shopify's export and those of tills is the till.
        (Column.DeviceId,
            ["device_id", "user.device_id", "advertising id", "mobile advertising id", "mobile advertiser id", "maid", "madid", "idfa", "gaid", "aaid"]),
        (Column.Value,
        [
            "value", "revenue", "amount", "total", "price", "order total", "order value", "total price", "sale amount", "transaction amount",
            "transaction value", "conversion value", "purchase value", "gross amount", "sales", "value decimal", "total collected", "amount paid",
        ]),
        (Column.Currency,
        [
            "currency", "currency code", "iso currency", "order currency", "transaction currency", "conversion currency",
            "conversion currency code", "price currency",
        ]),
        (Column.ContentName, ["content_name", "product name", "item name", "product", "item"]),
        (Column.ContentCategory, ["content_category", "google product category", "product category id"]),
        (Column.OrderId,
        [
            "order_id", "order", "order number", "order no", "order name", "transaction id", "transaction", "transaction number", "receipt",
            "receipt id", "receipt number", "invoice", "invoice id", "invoice number", "sale id", "purchase id",
        ]),
        (Column.Channel, ["channel", "sales channel", "source name", "order.channel"]),
        (Column.Tags, ["tags", "order tags", "order.tags"]),
        (Column.PaymentKind, ["payment_method", "payment kind", "order.payment"]),
        (Column.NewCustomer, ["new_customer", "is new customer", "order.new_customer"]),
        (Column.Tax, ["tax", "taxes", "total tax", "tax amount", "order.tax"]),
        (Column.Shipping, ["shipping", "shipping amount", "shipping total", "order.shipping"]),
        (Column.ShippingTax, ["shipping_tax", "order.shipping_tax"]),
        (Column.Subtotal, ["subtotal", "order.subtotal"]),
        (Column.Gpc, ["gpc", "consent.gpc", "sec-gpc"]),
        (Column.Gpp, ["gpp", "consent.gpp", "gpp string"]),
        (Column.GppSid, ["gpp_sid", "consent.gpp_sid"]),
        (Column.UsPrivacy, ["us_privacy", "consent.us_privacy"]),
        (Column.Tcf, ["tcf", "consent.tcf", "tc string", "tcf string"]),
        (Column.Gcs, ["gcs", "consent.gcs"]),
        (Column.Gcd, ["gcd", "consent.gcd"]),
    ];

    private static readonly FrozenDictionary<string, Column> ByKey =
        All.Select(row => (Key: Key(row.Name), row.Column)).Distinct().ToFrozenDictionary(row => row.Key, row => row.Column);

    private static readonly FrozenDictionary<string, int> Ranks =
        All.Select((row, rank) => (Key: Key(row.Name), Rank: rank)).DistinctBy(row => row.Key).ToFrozenDictionary(row => row.Key, row => row.Rank);

    private static readonly FrozenDictionary<Column, string> Own = Table.ToFrozenDictionary(row => row.Column, row => row.Names[0]);

    /// <summary>Every name with the column that it means, for documentation and tests.</summary>
    public static IEnumerable<(string Name, Column Column)> All => Table.SelectMany(row => row.Names.Select(name => (name, row.Column)));

    /// <summary>Which of two columns for one thing is asked first: the smaller number.</summary>
    public static int Rank(string key) => Ranks.GetValueOrDefault(key, -1);

    /// <summary>Our own name of a column.</summary>
    public static string Of(Column column) => Own[column];

    /// <summary>Finds the column that any spelling of a name means; of <c>device_id</c> our own spelling only.</summary>
    public static bool TryResolve(string name, out Column column) =>
        ByKey.TryGetValue(Key(name), out column)
        && (column != Column.DeviceId || Key(name) != Key(Of(column)) || name.Trim().Equals(Of(column), StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a header is our own name of a column, and not one of its other names.</summary>
    public static bool IsOwn(string name, Column column) => Key(name) == Key(Of(column));

    /// <summary>What is left of a name without case, blanks and punctuation.</summary>
    public static string Key(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLower(CultureInfo.InvariantCulture);
}
