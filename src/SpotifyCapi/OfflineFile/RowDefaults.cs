using SpotifyCapi.Events;

namespace SpotifyCapi.OfflineFile;

/// <summary>What every event of a file gets, whichever form the file has: the source's defaults, a time in UTC, and an id.</summary>
/// <param name="options">The source's options.</param>
internal sealed class RowDefaults(OfflineFileOptions options)
{
    private readonly MomentReader moments = new(options);

    /// <summary>Completes an event.</summary>
    /// <param name="event">As the row has it.</param>
    public void Complete(ConversionEvent @event)
    {
        @event.EventName = string.IsNullOrWhiteSpace(@event.EventName) ? options.DefaultEventName : @event.EventName;
        @event.ActionSource = string.IsNullOrWhiteSpace(@event.ActionSource) ? options.ActionSource : @event.ActionSource;
        @event.Currency = string.IsNullOrWhiteSpace(@event.Currency) && @event.Value is not null ? options.DefaultCurrency : @event.Currency;
        if (!string.IsNullOrWhiteSpace(@event.EventTime))
        {
            @event.EventTime = moments.Read(@event.EventTime.Trim(), out var error);
            if (error is not null)
                @event.ReadErrors.Add(error);
        }

        if (string.IsNullOrWhiteSpace(@event.EventId) && !@event.ReadErrors.Exists(error => error.Field is "event_id" or ""))
        {
            @event.EventId = RowEventId.Of(@event);
            @event.PurchaseId = RowEventId.OfPurchase(@event);
        }
    }
}
