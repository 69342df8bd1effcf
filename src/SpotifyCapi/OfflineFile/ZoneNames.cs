using System.Collections.Frozen;
using System.Globalization;
using SpotifyCapi.Events;

namespace SpotifyCapi.OfflineFile;

/// <summary>What files call a time zone.</summary>
internal static class ZoneNames
{
    // Square writes the names that Ruby on Rails has for zones (ActiveSupport::TimeZone), PayPal the abbreviations of North America.
    private static readonly FrozenDictionary<string, string> Others = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["Eastern Time (US & Canada)"] = "America/New_York",
        ["Central Time (US & Canada)"] = "America/Chicago",
        ["Mountain Time (US & Canada)"] = "America/Denver",
        ["Pacific Time (US & Canada)"] = "America/Los_Angeles",
        ["Alaska"] = "America/Juneau",
        ["Hawaii"] = "Pacific/Honolulu",
        ["Arizona"] = "America/Phoenix",
        ["Indiana (East)"] = "America/Indiana/Indianapolis",
        ["Atlantic Time (Canada)"] = "America/Halifax",
        ["Newfoundland"] = "America/St_Johns",
        ["Saskatchewan"] = "America/Regina",
        ["Puerto Rico"] = "America/Puerto_Rico",
        ["London"] = "Europe/London",
        ["Edinburgh"] = "Europe/London",
        ["Dublin"] = "Europe/Dublin",
        ["Paris"] = "Europe/Paris",
        ["Madrid"] = "Europe/Madrid",
        ["Berlin"] = "Europe/Berlin",
        ["Lisbon"] = "Europe/Lisbon",
        ["Tokyo"] = "Asia/Tokyo",
        ["Osaka"] = "Asia/Tokyo",
        ["Sapporo"] = "Asia/Tokyo",
        ["Sydney"] = "Australia/Sydney",
        ["Melbourne"] = "Australia/Melbourne",
        ["Canberra"] = "Australia/Canberra",
        ["Brisbane"] = "Australia/Brisbane",
        ["Adelaide"] = "Australia/Adelaide",
        ["Darwin"] = "Australia/Darwin",
        ["Perth"] = "Australia/Perth",
        ["Hobart"] = "Australia/Hobart",
        ["EST"] = "-05:00",
        ["EDT"] = "-04:00",
        ["CST"] = "-06:00",
        ["CDT"] = "-05:00",
        ["MST"] = "-07:00",
        ["MDT"] = "-06:00",
        ["PST"] = "-08:00",
        ["PDT"] = "-07:00",
        ["Z"] = "+00:00",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>A name of the tz database, of Windows or of those above, or an offset such as <c>+0100</c>; null when it is none.</summary>
    public static TimeZoneInfo? Find(string name)
    {
        // "(GMT-05:00) Eastern Time (US & Canada)"
        var text = name.StartsWith("(GMT", StringComparison.OrdinalIgnoreCase) ? name[(name.IndexOf(')', StringComparison.Ordinal) + 1)..].Trim() : name.Trim();
        text = Others.GetValueOrDefault(text, text);
        if (text is ['+' or '-' or '\u2212', ..])
            return Fixed(text);

        if (text.Length > 3 && text[..3].ToUpperInvariant() is "GMT" or "UTC" && text[3..].Trim() is ['+' or '-', ..])
            return Fixed(text[3..].Trim());

        return WrittenTime.FindZone(text);
    }

    private static TimeZoneInfo? Fixed(string text)
    {
        var digits = text.Length > 0 ? text[1..].Replace(":", string.Empty, StringComparison.Ordinal) : string.Empty;
        if (text is not ['+' or '-' or '\u2212', ..] || digits.Length is not (1 or 2 or 4) || !digits.All(char.IsAsciiDigit))
            return null;

        var hours = int.Parse(digits.Length < 3 ? digits : digits[..2], CultureInfo.InvariantCulture);
        var minutes = digits.Length == 4 ? int.Parse(digits[2..], CultureInfo.InvariantCulture) : 0;
        var offset = new TimeSpan(hours, minutes, 0);
        return minutes > 59 || offset > TimeSpan.FromHours(14) ? null : TimeZoneInfo.CreateCustomTimeZone(text, text[0] == '+' ? offset : -offset, null, null);
    }
}
