using SpotifyCapi.Codes;
using SpotifyCapiFunctions.Configuration;

namespace SpotifyCapiFunctions.Offline;

/// <summary>Why a file is refused before or after its rows are read.</summary>
internal static class FileRefusals
{
    public static ValidationError Empty { get; } = new(ErrorCodes.EmptyBody, string.Empty, "The file is empty.");

    public static ValidationError NoRows { get; } = new(ErrorCodes.NoEvents, string.Empty, "The file has a header and no row.");

    private static ValidationError UnknownSource { get; } = new(ErrorCodes.UnknownSource, string.Empty, "No such source is configured.");

    private static ValidationError NotAFileSource { get; } = new(
        ErrorCodes.NotAFileSource, string.Empty, "The source receives webhooks, not files; its Kind would have to be OfflineFile.");

    /// <summary>Why no file can be of a source; null: it is one of files.</summary>
    public static ValidationError? OfSource(string source, AppSettings settings) =>
        settings.FileSources.ContainsKey(source) ? null : settings.Sources.ContainsKey(source) ? NotAFileSource : UnknownSource;
}
