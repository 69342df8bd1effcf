using SpotifyCapi.Events;

namespace SpotifyCapiFunctions.Offline;

/// <summary>Why a file is refused before or after its rows are read.</summary>
internal static class FileRefusals
{
    public static ValidationError Empty { get; } = new(ErrorCodes.EmptyBody, string.Empty, "The file is empty.");

    public static ValidationError NoRows { get; } = new(ErrorCodes.NoEvents, string.Empty, "The file has a header and no row.");

    public static ValidationError UnknownSource { get; } = new(ErrorCodes.UnknownSource, string.Empty, "No such source is configured.");

    public static ValidationError NotAFileSource { get; } = new(
        ErrorCodes.NotAFileSource, string.Empty, "The source receives webhooks, not files; its Kind would have to be OfflineFile.");
}
