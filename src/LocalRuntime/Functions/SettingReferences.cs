using System.Text.RegularExpressions;
using LocalRuntime.Hosting;
using Microsoft.Extensions.Configuration;

namespace LocalRuntime.Functions;

/// <summary>Replaces <c>%Setting%</c> in the arguments of a trigger.</summary>
internal static partial class SettingReferences
{
    public static string Resolve(this IConfiguration configuration, string text, Function function) =>
        Reference().Replace(text, match =>
        {
            var setting = match.Groups[1].Value;
            return configuration[setting.Replace("__", ":", StringComparison.Ordinal)] is { Length: > 0 } value
                ? value
                : throw new StartFailedException($"The setting {setting} is missing; function {function.Name} names it in '{text}'.");
        });

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Reference();
}
