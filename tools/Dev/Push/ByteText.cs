using System.Globalization;

namespace Dev.Push;

/// <summary>Bytes for a person, in units of 1,000 as file managers show them.</summary>
internal static class ByteText
{
    private static readonly string[] Units = ["bytes", "kB", "MB", "GB", "TB"];

    public static string Of(long bytes)
    {
        var (value, unit) = ((double)bytes, 0);
        while (value >= 999.95 && unit < Units.Length - 1)
            (value, unit) = (value / 1000, unit + 1);
        return string.Create(CultureInfo.InvariantCulture, $"{(unit == 0 ? $"{bytes}" : value.ToString("0.0", CultureInfo.InvariantCulture))} {Units[unit]}");
    }
}
