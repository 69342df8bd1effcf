using SpotifyCapi.Events;

namespace SpotifyCapi.Webhooks;

/// <summary>A body that holds our own canonical events, in any of the shapes that <c>POST /api/events</c> takes.</summary>
internal static class CanonicalBody
{
    /// <summary>Reads it.</summary>
    /// <param name="body">The raw bytes.</param>
    /// <param name="deliveryId">Id of the delivery, when the sender gives one.</param>
    public static SourceReading Read(ReadOnlyMemory<byte> body, string? deliveryId = null) => EventReader.Read(body, JsonPayload.MaxEvents) switch
    {
        EventReading.Events(var events) => new SourceReading.Events(events, deliveryId),
        EventReading.Malformed(var error) => new SourceReading.Malformed(error),
        _ => throw new InvalidOperationException(),
    };
}
