using System.Globalization;
using System.Text;
using SpotifyCapi.Records;

namespace SpotifyCapiFunctions.Http;

/// <summary>Where a page of a list ended: the next one begins with what is older, whatever has come in at the top since.</summary>
/// <param name="At">When the last row arrived.</param>
/// <param name="Key">Its key.</param>
internal readonly record struct ListPosition(DateTimeOffset At, string Key) : IComparable<ListPosition>
{
    public static ListPosition Of(IngestRecord arrival) => new(arrival.At, arrival.Key);

    public static bool TryParse(string text, out ListPosition position)
    {
        position = default;
        try
        {
            var plain = Encoding.UTF8.GetString(Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/')));
            if (plain.Split('|', 2) is not [var ticks, var key]
                || !long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
                || at > DateTimeOffset.MaxValue.UtcTicks)
            {
                return false;
            }

            position = new ListPosition(new DateTimeOffset(at, TimeSpan.Zero), key);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public int CompareTo(ListPosition other) => At != other.At ? At.CompareTo(other.At) : string.CompareOrdinal(Key, other.Key);

    /// <inheritdoc/>
    public override string ToString() => Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks}|{Key}")))
        .Replace('+', '-').Replace('/', '_');
}
