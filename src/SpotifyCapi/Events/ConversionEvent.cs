using SpotifyCapi.Codes;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Text;

namespace SpotifyCapi.Events;

/// <summary>
/// A conversion as a source told it: the canonical form that every source is read into, before anything was checked.
/// Text is kept as text, so that validation is the only place that decides what is right.
/// </summary>
public sealed class ConversionEvent
{
    private List<ValidationError>? readErrors;
    private List<DroppedField>? sourceDrops;

    /// <summary>The name as the source spells it, for example <c>Order Completed</c>.</summary>
    public string? EventName { get => EventNameText.OrNull(); set => EventNameText = value; }

    /// <summary>The business-level id that the browser pixel uses too, for example <c>order-1001</c>.</summary>
    public string? EventId { get => EventIdText.OrNull(); set => EventIdText = value; }

    /// <summary>
    /// The id that it has if its destination takes it for a purchase, where a source cannot know that: names are mapped by the destination. No other
    /// event of the order may have this id, or Spotify would take the two for one.
    /// </summary>
    public string? PurchaseId { get => PurchaseIdText.OrNull(); set => PurchaseIdText = value; }

    /// <summary>ISO 8601 with an offset or <c>Z</c>.</summary>
    public string? EventTime { get => EventTimeText.OrNull(); set => EventTimeText = value; }

    /// <summary><c>WEB</c>, <c>APP</c> or <c>OFFLINE</c>; null when not told.</summary>
    public string? ActionSource { get => ActionSourceText.OrNull(); set => ActionSourceText = value; }

    /// <summary>The page; http or https.</summary>
    public string? EventSourceUrl { get => EventSourceUrlText.OrNull(); set => EventSourceUrlText = value; }

    /// <summary>Consent to marketing.</summary>
    public MarketingConsent Consent { get; set; }

    /// <summary>What consent platforms, browsers and sites say about consent, not yet decoded; null when nothing.</summary>
    public ConsentSignals? Signals { get; set; }

    /// <summary>What rules ask for and Spotify does not get; null when nothing is told.</summary>
    public OrderDetails? Order { get; set; }

    /// <summary>The rules of its source.</summary>
    public SourceRules Rules { get; set; } = SourceRules.None;

    /// <summary>Who did it, raw.</summary>
    public RawUser User { get; } = new();

    /// <summary>Amount in major units of <see cref="Currency"/> (49.99 dollars, not cents).</summary>
    public decimal? Value { get; set; }

    /// <summary>Whether an amount with more decimals than its currency has is rounded; otherwise it is an error that the sender can correct.</summary>
    public bool RoundsValue { get; set; }

    /// <summary>ISO 4217 code.</summary>
    public string? Currency { get => CurrencyText.OrNull(); set => CurrencyText = value; }

    /// <summary>Name of the product or page.</summary>
    public string? ContentName { get => ContentNameText.OrNull(); set => ContentNameText = value; }

    /// <summary>Google product taxonomy id, digits only.</summary>
    public string? ContentCategory { get => ContentCategoryText.OrNull(); set => ContentCategoryText = value; }

    /// <summary>The shop's order number, to find the event again.</summary>
    public string? OrderId { get => OrderIdText.OrNull(); set => OrderIdText = value; }

    /// <summary>
    /// The platform's own id of the order, digits only, where the event's id does not tell it: requests to erase name orders by it. Null elsewhere.
    /// </summary>
    public string? PlatformOrderId { get; set; }

    /// <summary>The topic of the webhook that it came in; null when there is none.</summary>
    public string? Topic { get; set; }

    /// <summary>Why the source itself says that nothing is to be sent (<see cref="IgnoreReasons"/>), for one event of several; null when it does not.</summary>
    public string? SourceIgnores { get; set; }

    /// <summary>
    /// Makes the id of an event that has no other, from all that it says; costly, so only called when it is needed. Null when there is no way to.
    /// </summary>
    public Func<ConversionEvent, string>? ContentId { get; set; }

    /// <summary>
    /// Why it is no purchase if its destination takes it for one: the order was not paid, or was cancelled. One of <see cref="IgnoreReasons"/>.
    /// </summary>
    public string? NotBought { get; set; }

    /// <summary>What was wrong already while reading, such as a field of the wrong JSON type.</summary>
    public List<ValidationError> ReadErrors => readErrors ??= [];

    /// <summary>What the source itself left out and why, before cleaning.</summary>
    public List<DroppedField> SourceDrops => sourceDrops ??= [];

    /// <summary>Whether <see cref="EventTime"/> is only a day, put at noon.</summary>
    internal bool IsDayOnly { get; set; }

    /// <summary>Whether its source has a currency for it that only waits for an amount: then the amount alone is missing, or wrong.</summary>
    internal bool HasDefaultCurrency { get; set; }

    /// <summary>Whether there is an id; a text that is none is taken out and named.</summary>
    internal bool KeepsId()
    {
        SenderId.Read(EventIdText.Chars(stackalloc char[Utf8Text.ShortOnStack]), out var code);
        if (code is not null)
        {
            SourceDrops.Add("event_id", code);
            EventIdText = default;
        }

        return !EventIdText.IsBlank;
    }

    internal bool HasReadErrors => readErrors is { Count: > 0 };

    internal bool HasSourceDrops => sourceDrops is { Count: > 0 };

    internal Utf8Text EventNameText;
    internal Utf8Text EventIdText;
    internal Utf8Text PurchaseIdText;
    internal Utf8Text EventTimeText;
    internal Utf8Text ActionSourceText;
    internal Utf8Text EventSourceUrlText;
    internal Utf8Text CurrencyText;
    internal Utf8Text ContentNameText;
    internal Utf8Text ContentCategoryText;
    internal Utf8Text OrderIdText;
}

/// <summary>Reads where a conversion happened.</summary>
internal static class ActionSources
{
    // Spotify's own words first; then what other ad platforms' events and files say for the same.
    private static readonly (string Name, ActionSource Source)[] Table =
    [
        ("WEB", ActionSource.Web), ("APP", ActionSource.App), ("OFFLINE", ActionSource.Offline),
        ("website", ActionSource.Web), ("mobile_app", ActionSource.App),
        ("app_ios", ActionSource.App), ("app_android", ActionSource.App), ("physical_store", ActionSource.Offline), ("in_store", ActionSource.Offline),
        ("phone_call", ActionSource.Offline), ("pos", ActionSource.Offline), ("store", ActionSource.Offline), ("retail", ActionSource.Offline),
        ("online", ActionSource.Web), ("online_store", ActionSource.Web),
    ];

    /// <summary>Reads a trimmed word, whatever its case and separators; null when it is none of those that are known.</summary>
    public static ActionSource? Parse(ReadOnlySpan<char> text)
    {
        foreach (var (name, source) in Table)
        {
            if (text.Length == name.Length && IsSame(text, name))
                return source;
        }

        return null;
    }

    private static bool IsSame(ReadOnlySpan<char> text, string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] == '_' ? text[i] is not ('_' or '-' or ' ') : char.ToLowerInvariant(text[i]) != char.ToLowerInvariant(name[i]))
                return false;
        }

        return true;
    }
}

/// <summary>Where a conversion happened. The three values are Spotify's (CAPI Setup Guide, <c>action_source</c>).</summary>
public enum ActionSource
{
    /// <summary>On a web page.</summary>
    Web,

    /// <summary>In a mobile app.</summary>
    App,

    /// <summary>In a shop, on the phone, or anywhere else away from web and app.</summary>
    Offline,
}

/// <summary>
/// What the person said about marketing. Three-valued on purpose: silence is not a "no", and what silence means is a setting of the
/// destination (<c>UnknownConsent</c>).
/// </summary>
public enum MarketingConsent
{
    /// <summary>Nothing is known.</summary>
    Unknown,

    /// <summary>The person agreed.</summary>
    Granted,

    /// <summary>The person refused.</summary>
    Denied,
}
