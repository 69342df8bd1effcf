using System.Globalization;

namespace Dev.Checkout;

/// <summary>Azurite needs Node.js; package.json says from which version on.</summary>
internal static class NodeVersion
{
    public const int Minimum = 20;

    private const string Advice = "Azurite, the storage emulator, runs on it. Install it from https://nodejs.org and run this again.";

    /// <param name="printed">What <c>node --version</c> printed, such as <c>v20.20.2</c>; null when there is no node.</param>
    public static Problem? Check(string? printed)
    {
        if (printed is null)
            return new Problem($"Node.js {Minimum} or newer is needed but `node` was not found. {Advice}");
        var major = printed.Trim().TrimStart('v').Split('.')[0];
        if (!int.TryParse(major, NumberStyles.None, CultureInfo.InvariantCulture, out var version) || version < Minimum)
            return new Problem($"Node.js {Minimum} or newer is needed but `node --version` says {printed.Trim()}. {Advice}");
        return null;
    }
}
