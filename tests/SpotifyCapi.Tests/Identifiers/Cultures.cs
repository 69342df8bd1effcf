using System.Globalization;

namespace SpotifyCapi.Tests.Identifiers;

/// <summary>The cultures that have changed letters, digits, calendars or separators under other programs.</summary>
internal static class Cultures
{
    public static TheoryData<string> All => new("tr-TR", "de-DE", "ar-SA", "th-TH", "fa-IR", "");

    public static T Run<T>(string culture, Func<T> action)
    {
        var (before, uiBefore) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            return action();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, uiBefore);
        }
    }
}
