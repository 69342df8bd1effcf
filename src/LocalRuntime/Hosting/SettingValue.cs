using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace LocalRuntime.Hosting;

internal static class SettingValue
{
    /// <summary>A setting as a number, time span or truth value; an unreadable one stops the start and is named.</summary>
    public static T Read<T>(this IConfiguration configuration, string setting, T fallback) where T : IParsable<T>
    {
        var text = configuration[setting];
        if (string.IsNullOrWhiteSpace(text))
            return fallback;
        return T.TryParse(text, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new StartFailedException($"The setting {setting} is '{text}', which is not a valid {typeof(T).Name}.");
    }
}
