using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Text;

namespace SpotifyCapi.OfflineFile;

/// <summary>What every event of a file gets, whichever form the file has: the source's defaults, a time in UTC, and an id.</summary>
internal sealed class RowDefaults(OfflineFileOptions options)
{
    private readonly MomentReader moments = new(options.TimeZone, options.EventTimeFormat, options.IsMonthFirst);
    private readonly string[] orderEventId = options.OrderEventId.Split("{order_id}");

    /// <summary>Completes an event.</summary>
    /// <param name="event">As read.</param>
    /// <param name="zone">The zone that its row names; null when it names none.</param>
    public void Complete(ConversionEvent @event, string? zone)
    {
        Span<char> room = stackalloc char[Utf8Text.ShortOnStack];
        if (@event.EventNameText.Chars(room).IsWhiteSpace())
            @event.EventName = options.DefaultEventName;

        var from = @event.ActionSourceText.Chars(room).Trim();
        @event.ActionSourceText = Known("action_source", from, ActionSources.Parse(from) is not null, @event.ActionSourceText, options.ActionSource, @event);
        @event.HasDefaultCurrency = options.DefaultCurrency is not null;
        if (@event.Value is not null)
        {
            var currency = @event.CurrencyText.Chars(room).Trim();
            @event.CurrencyText = Known("currency", currency, !NullLike.IsNullLike(currency), @event.CurrencyText, options.DefaultCurrency, @event);
        }

        CompleteTime(@event, zone, @event.EventTimeText.Chars(room).Trim());
        if (!@event.ReadErrors.Exists(error => error.Field is "event_id" or "") && !@event.KeepsId())
        {
            @event.ContentId = RowEventId.Of;
            @event.PurchaseId = RowEventId.OfPurchase(@event, orderEventId);
        }
    }

    // Times in UTC as they are usually written stay in the row's bytes.
    private void CompleteTime(ConversionEvent @event, string? zone, ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || (options.EventTimeFormat is null && PlainTime.TryParse(text, out _)))
            return;

        @event.EventTime = moments.Read(text.ToString(), zone, out var error, out var isDay);
        @event.IsDayOnly = isDay;
        if (error is not null)
            @event.ReadErrors.Add(error);
    }

    // What a row says, or the source's setting where it says nothing, or nothing that is understood.
    private static Utf8Text Known(string field, ReadOnlySpan<char> text, bool isKnown, Utf8Text told, string? setting, ConversionEvent @event)
    {
        if (!text.IsEmpty && (isKnown || setting is null))
            return told;

        if (!text.IsEmpty)
            @event.SourceDrops.Add(field, DropCodes.Replaced);

        return setting;
    }
}

/// <summary>The id of a row that brings none of its own.</summary>
internal static class RowEventId
{
    /// <summary>
    /// A digest of what the row says. It does not depend on the order of columns, their names, or blanks; two rows that say the same are one
    /// conversion.
    /// </summary>
    public static string Of(ConversionEvent @event) => $"row-{Digest(@event)}";

    /// <summary>
    /// The id of a row that its destination takes for a purchase: the order's, by the source's recipe, whose parts stand around the order; null
    /// without an order.
    /// </summary>
    public static string? OfPurchase(ConversionEvent @event, string[] recipe) =>
        SenderId.OrNull(@event.OrderId) is { } order ? string.Join(order, recipe) : null;

    private static string Digest(ConversionEvent @event)
    {
        var text = new ArrayBufferWriter<byte>(512);
        Add(text, "name", EventNames.Key(@event.EventName ?? string.Empty));
        Add(text, "time", @event.EventTime?.Trim() is { } time && PlainTime.TryParse(time, out _) ? MomentReader.WithMilliseconds(time) : @event.EventTime);
        Add(text, "from", @event.ActionSource?.ToUpperInvariant());
        Add(text, "url", @event.EventSourceUrl);
        foreach (var email in @event.User.Emails)
            Add(text, "email", email.Value.ToLowerInvariant());

        foreach (var phone in @event.User.Phones)
            Add(text, "phone", string.Concat(phone.Value.Where(char.IsAsciiDigit)));

        foreach (var digest in @event.User.HashedEmails)
            Add(text, "hashed_email", digest.ToLowerInvariant());

        Add(text, "hashed_phone", @event.User.HashedPhoneNumber?.ToLowerInvariant());
        Add(text, "country", @event.User.Country?.ToUpperInvariant());
        Add(text, "ip", @event.User.IpAddress);
        Add(text, "agent", @event.User.UserAgent);
        Add(text, "device", @event.User.DeviceId);
        Add(text, "value", @event.Value is { } value ? Money.Trim(value).ToString(CultureInfo.InvariantCulture) : null);
        Add(text, "currency", @event.Currency?.ToUpperInvariant());
        Add(text, "content", @event.ContentName);
        Add(text, "category", @event.ContentCategory);
        Add(text, "order", SenderId.OrNull(@event.OrderId));
        return Convert.ToHexStringLower(SHA256.HashData(text.WrittenSpan).AsSpan(0, 16));
    }

    private static void Add(ArrayBufferWriter<byte> text, string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            Encoding.UTF8.GetBytes(name, text);
            text.Write("\0"u8);
            Encoding.UTF8.GetBytes(Squeeze(value), text);
            text.Write("\n"u8);
        }
    }

    // Blanks in a row within a text, and around it, do not make another conversion.
    private static string Squeeze(string value) =>
        value.AsSpan().Trim().IndexOfAny(" \t\r\n") < 0 ? value.Trim() : string.Join(' ', value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
