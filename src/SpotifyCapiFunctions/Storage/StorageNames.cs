namespace SpotifyCapiFunctions.Storage;

/// <summary>Names in the storage account. Bicep declares the same; a test compares them.</summary>
public static class StorageNames
{
    /// <summary>Accepted events that wait for delivery.</summary>
    public const string Conversions = "conversions";

    /// <summary>Where the host puts messages that failed too often.</summary>
    public const string ConversionsPoison = "conversions-poison";

    /// <summary>What came of every request to Spotify.</summary>
    public const string DeliveryJournal = "delivery-journal";

    /// <summary>Events that were given up.</summary>
    public const string DeadLetters = "dead-letters";

    /// <summary>What was seen before, to recognise duplicates.</summary>
    public const string WebhookDeliveries = "webhook-deliveries";

    /// <summary>Files of conversions: <c>incoming/</c>, <c>processed/</c> and <c>reports/</c>.</summary>
    public const string OfflineConversions = "offline-conversions";

    /// <summary>Every queue.</summary>
    public static IReadOnlyList<string> Queues { get; } = [Conversions, ConversionsPoison];

    /// <summary>Every container.</summary>
    public static IReadOnlyList<string> Containers { get; } = [DeliveryJournal, DeadLetters, WebhookDeliveries, OfflineConversions];
}
