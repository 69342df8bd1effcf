namespace SpotifyCapiFunctions.Configuration;

/// <summary>Functions that nobody calls, under the names that the host knows them by: what looks after them must not know their classes.</summary>
internal static class FunctionNames
{
    public const string Deliver = "DeliverConversions";
    public const string ArchivePoison = "ArchivePoisonMessage";
    public const string Erase = "ErasePersonalData";
    public const string PushOffline = "PushOfflineConversions";
}
