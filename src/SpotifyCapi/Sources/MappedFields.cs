using System.Collections.Frozen;
using SpotifyCapi.Events;
using SpotifyCapi.Text;

namespace SpotifyCapi.Sources;

/// <summary>Where the values of a field may come from.</summary>
/// <param name="Name">As in canonical events.</param>
/// <param name="Sources">The first that can be used counts.</param>
/// <param name="IsId">Whether its values must be ids.</param>
/// <param name="IsList">Whether a list of texts is one text, joined by commas.</param>
internal readonly record struct MappedField(string Name, ValueSource[] Sources, bool IsId, bool IsList);

/// <summary>The fields that can be mapped, named as in canonical events.</summary>
internal static class MappedFields
{
    /// <summary>The fields without which there is no event.</summary>
    public static readonly IReadOnlyList<string> Required = ["event_name", "event_id", "event_time"];

    /// <summary>The fields that are taken over as they are.</summary>
    public static readonly FrozenDictionary<string, Action<ConversionEvent, Utf8Text>> Texts = new Dictionary<string, Action<ConversionEvent, Utf8Text>>
    {
        ["action_source"] = (item, text) => item.ActionSourceText = text,
        ["event_source_url"] = (item, text) => item.EventSourceUrlText = text,
        ["content_name"] = (item, text) => item.ContentNameText = text,
        ["content_category"] = (item, text) => item.ContentCategoryText = text,
        ["order_id"] = (item, text) => item.OrderIdText = text,
    }.Concat(Enumerable.Range(0, OrderReader.FirstAmount).Select(index => KeyValuePair.Create<string, Action<ConversionEvent, Utf8Text>>(
        "order." + OrderReader.Fields[index], (item, text) => OrderReader.Set(item.Order ??= new(), index, text.ToString()))))
    .Concat(ConsentSignals.Names.Select((name, index) => KeyValuePair.Create<string, Action<ConversionEvent, Utf8Text>>(
        "consent." + name, (item, text) => (item.Signals ??= new())[(ConsentSignal)index] = text.ToString())))
    .ToFrozenDictionary();

    /// <summary>The fields that may be lists in the payload.</summary>
    public static readonly string[] Lists = ["order.tags", "order.payment", "consent.gpp_sid"];

    private static readonly string[] Others =
    [
        "event_name", "event_id", "event_time", "time_zone", "delivery_id", "value", "currency", "fraction_digits", "user.email", "user.hashed_email",
        "user.phone", "user.hashed_phone_number", "user.country", "user.ip_address", "user.user_agent", "user.device_id", "consent.marketing",
        .. OrderReader.Fields[OrderReader.FirstAmount..].Select(name => "order." + name),
    ];

    /// <summary>Every name.</summary>
    public static IEnumerable<string> Names => Others.Concat(Texts.Keys.Order(StringComparer.Ordinal));

    // Azure turns the dots of a setting's name into underscores.
    private static readonly FrozenDictionary<string, string> ByKey = Names.ToFrozenDictionary(EventNames.Key);

    /// <summary>The field of a name in the settings, where case and separators do not count; null when there is none.</summary>
    public static string? Find(string name) => ByKey.GetValueOrDefault(EventNames.Key(name));
}
