using System.Globalization;
using System.Text.Json;
using SpotifyCapi.Events;
using SpotifyCapi.Text;

namespace SpotifyCapi.Spotify;

/// <summary>The values that several profiles write alike.</summary>
internal static class WireText
{
    private const int RoundTripLength = 28;
    private const int TimeLength = 24;

    /// <summary>Writes <c>yyyy-MM-ddTHH:mm:ss.fffZ</c>, whatever the culture.</summary>
    public static void WriteTime(Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset time)
    {
        // The round-trip form with its seven decimals, cut to three: .NET writes it in a tenth of the time that a pattern takes.
        Span<byte> text = stackalloc byte[RoundTripLength];
        time.UtcDateTime.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        text[TimeLength - 1] = (byte)'Z';
        json.WriteString(name, text[..TimeLength]);
    }

    /// <summary>Writes <c>WEB</c>, <c>APP</c> or <c>OFFLINE</c> unless it is missing.</summary>
    public static void WriteActionSource(Utf8JsonWriter json, ActionSource? source)
    {
        if (source is { } value)
            json.WriteString("action_source"u8, value switch { ActionSource.Web => "WEB"u8, ActionSource.App => "APP"u8, _ => "OFFLINE"u8 });
    }

    /// <summary>Writes <c>event_details</c> unless there is nothing in it.</summary>
    public static void WriteDetails(Utf8JsonWriter json, EventFacts facts)
    {
        if (facts.Money is null && facts.ContentNameText.IsMissing && facts.ContentCategoryText.IsMissing)
            return;

        json.WriteStartObject("event_details"u8);
        if (facts.Money is { } money)
        {
            json.WriteNumber("amount"u8, money.Amount);
            json.WriteString("currency"u8, money.Currency);
        }

        json.WriteText("content_name"u8, facts.ContentNameText);
        json.WriteText("content_category"u8, facts.ContentCategoryText);
        json.WriteEndObject();
    }
}
