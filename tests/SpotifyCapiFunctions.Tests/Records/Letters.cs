using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging.Abstractions;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Records;
using SpotifyCapiFunctions.Records;

namespace SpotifyCapiFunctions.Tests.Records;

/// <summary>Dead letters to keep.</summary>
internal static class Letters
{
    public static readonly DateTimeOffset Accepted = new(2026, 1, 23, 12, 0, 0, TimeSpan.Zero);

    public static DeadLetterStore Store(BlobContainerClient container) => new(container, NullLogger<DeadLetterStore>.Instance);

    public static DeadLetter Of(
        string id, string reason = DeliveryReasons.RejectedBySpotify, string destination = "main", int seconds = 0, string? message = "No.", int emails = 1) => new(
            new HashedEvent(
                new EventFacts
                {
                    Event = StandardEvent.Purchase,
                    SourceEventName = "order",
                    EventId = id,
                    EventTime = Accepted,
                    OptOutTargeting = true,
                    Money = new Money(49.99m, "USD"),
                },
                new HashedIdentifiers
                {
                    Emails = [.. Enumerable.Range(0, emails).Select(i => Sha256Digest.Of($"buyer{i}@example.com"))],
                    IpAddress = "203.0.113.42",
                }),
            destination,
            "shop",
            reason,
            1,
            Accepted.AddSeconds(seconds),
            Accepted.AddMinutes(1).AddSeconds(seconds),
            400,
            message,
            "trace-1");
}
