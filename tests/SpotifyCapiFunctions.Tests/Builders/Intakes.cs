using SpotifyCapi.Events;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Ingestion;
using SpotifyCapiFunctions.Queueing;

namespace SpotifyCapiFunctions.Tests.Builders;

/// <summary>The way in with its real parts.</summary>
internal static class Intakes
{
    public static ManualTime Time { get; } = new();

    public static EventIntake Create(AppSettings settings, ConversionQueue queue, RecordedLog<EventIntake>? log = null) =>
        new(settings, new EventValidator(Time), queue, Time, log ?? new RecordedLog<EventIntake>());

    public static ConversionEvent Purchase(string id, Action<ConversionEvent>? change = null)
    {
        var purchase = new ConversionEvent
        {
            EventName = "PURCHASE",
            EventId = id,
            EventTime = "2026-05-31T12:00:00Z",
            Value = 1,
            Currency = "EUR",
        };
        purchase.User.Emails.Add(new("jane.doe@example.com"));
        purchase.User.Phones.Add(new("+14155552671", null));
        change?.Invoke(purchase);
        return purchase;
    }
}
