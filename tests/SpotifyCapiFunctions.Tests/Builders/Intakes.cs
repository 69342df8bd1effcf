using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging.Testing;
using SpotifyCapi.Delivery;
using SpotifyCapi.Events;
using SpotifyCapi.Telemetry;
using SpotifyCapi.Validation;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Ingestion;
using SpotifyCapiFunctions.Records;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Tests.Builders;

/// <summary>The way in with its real parts.</summary>
internal static class Intakes
{
    public static StandingTime Time { get; } = new();

    public static EventIntake Create(AppSettings settings, IEventQueue queue, FakeLogger<EventIntake>? log = null) =>
        new(Policy(settings), new GroupCommit(queue, settings.Ingest, Time), Duplicates(settings), Unwritten(), new ConversionTelemetry(), Time, log ?? new FakeLogger<EventIntake>());

    public static IngestPolicy Policy(AppSettings settings) => new(new EventValidator(Time), settings.HashBeforeQueue);

    /// <summary>An ingest log that notes and is never written.</summary>
    public static IngestLog Unwritten() => new(
        new AppendLog(NewContainers.Unreachable(), Time, "ingest/"),
        new AppendLog(NewContainers.Unreachable(), Time, "tally/"),
        new IngestOptions(),
        new ConversionTelemetry(),
        Time,
        new FakeLogger<IngestLog>());

    /// <summary>A duplicate filter whose store nobody serves: it knows what it has seen itself.</summary>
    private static DuplicateFilter Duplicates(AppSettings settings) =>
        new(settings.Duplicates, new AppendLog(new BlobContainerClient(new Uri("http://127.0.0.1:1/a/seen")), Time), Time);

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
