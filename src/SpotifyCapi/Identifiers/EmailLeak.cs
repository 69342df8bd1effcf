using System.Buffers;
using System.Globalization;

namespace SpotifyCapi.Identifiers;

/// <summary>
/// Finds e-mail addresses in text that is sent as it is (an address in a page's query, a product name, a device id), because no raw
/// address may leave the process on a side road.
/// </summary>
public static class EmailLeak
{
    // A link inside a link is encoded twice, one inside that three times; deeper nesting does not occur.
    private const int MaxDecodings = 4;

    private static readonly SearchValues<char> Hints = SearchValues.Create("@%#\uFF20\uFE6B");

    private static readonly SearchValues<char> Disguises = SearchValues.Create("%#\uFF20\uFE6B");

    /// <summary>
    /// Whether the text holds something like <c>a@b.c</c>, also when it is percent-encoded (once or more), or the at sign is a full-width one or an
    /// HTML entity.
    /// </summary>
    /// <param name="text">Any text.</param>
    public static bool IsIn(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAny(Hints))
            return false;

        return HoldsAddress(text) || ((text.ContainsAny(Disguises) || HasInvisible(text)) && HoldsAddress(Readable(text)));
    }

    /// <summary>Removes the query parameters and the fragment that hold an address.</summary>
    /// <param name="url">A page address.</param>
    /// <param name="removed">Whether something was removed.</param>
    /// <returns>The address without them; null when an e-mail address stands elsewhere in it (user info, path).</returns>
    public static string? RemoveFrom(string url, out bool removed) => RemoveFrom(url, text => IsIn(text), out removed);

    internal static string? RemoveFrom(string url, Predicate<string> holds, out bool removed)
    {
        removed = holds(url);
        if (!removed)
            return url;

        var hash = url.IndexOf('#', StringComparison.Ordinal);
        var main = hash < 0 ? url : url[..hash];
        var fragment = hash < 0 || holds(url[hash..]) ? string.Empty : url[hash..];
        var question = main.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? main : main[..question];
        var kept = question < 0 ? [] : main[(question + 1)..].Split('&').Where(parameter => !holds(parameter)).ToArray();
        var clean = path + (kept.Length == 0 ? string.Empty : "?" + string.Join('&', kept)) + fragment;
        return holds(clean) ? null : clean;
    }

    private static bool HoldsAddress(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOf('@'); at >= 0; at = text.IndexOf('@'))
        {
            var after = text[(at + 1)..];
            if (at > 0 && IsLocalEnd(text[at - 1]) && HasDottedHost(after))
                return true;

            text = after;
        }

        return false;
    }

    private static bool HasInvisible(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (IsInvisible(c))
                return true;
        }

        return false;
    }

    private static bool IsInvisible(char c) => c > 127 && char.GetUnicodeCategory(c) == UnicodeCategory.Format;

    internal static string Readable(ReadOnlySpan<char> text)
    {
        var readable = text.ToString();
        for (var i = 0; i < MaxDecodings && readable.Contains('%', StringComparison.Ordinal); i++)
            readable = Uri.UnescapeDataString(readable);

        readable = readable.Replace('\uFF20', '@').Replace('\uFE6B', '@')
            .Replace("&#64;", "@", StringComparison.Ordinal).Replace("&#x40;", "@", StringComparison.OrdinalIgnoreCase);
        return string.Concat(readable.Where(c => !IsInvisible(c)));
    }

    // Not '/', '=' or '?': "/@name" and "to=@name" are handles, not addresses.
    private static bool IsLocalEnd(char c) =>
        char.IsLetterOrDigit(c) || c is '_' or '-' or '+' or '.' or '!' or '\'' or '"' or '$' or '*' or '^' or '{' or '|' or '}' or '~';

    private static bool HasDottedHost(ReadOnlySpan<char> text)
    {
        var dot = -1;
        var i = 0;
        for (; i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] is '-' or '.'); i++)
        {
            if (text[i] == '.' && i > 0 && dot < 0)
                dot = i;
        }

        return dot > 0 && dot < i - 1;
    }
}
