using System.Globalization;

namespace SpotifyCapi.Webhooks;

/// <summary>The time at which a delivery was signed, in Unix seconds. It bounds how long a captured request can be sent again.</summary>
public static class SignatureTimestamp
{
    /// <summary>The tolerance of the Standard Webhooks libraries.</summary>
    public static TimeSpan DefaultTolerance { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Reads digits only: no sign, blank or fraction.</summary>
    /// <param name="text">Header value.</param>
    /// <param name="seconds">Unix seconds.</param>
    public static bool TryRead(ReadOnlySpan<char> text, out long seconds) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seconds);

    /// <summary>Whether the time is near enough, before or after.</summary>
    /// <param name="seconds">Unix seconds.</param>
    /// <param name="receivedAt">When the request arrived.</param>
    /// <param name="tolerance">Largest distance; itself still good.</param>
    public static bool IsFresh(long seconds, DateTimeOffset receivedAt, TimeSpan tolerance) =>
        Math.Abs(receivedAt.ToUnixTimeSeconds() - seconds) <= (long)tolerance.TotalSeconds;
}
