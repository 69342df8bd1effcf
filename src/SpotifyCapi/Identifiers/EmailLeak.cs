namespace SpotifyCapi.Identifiers;

/// <summary>
/// Finds e-mail addresses in text that is sent as it is (an address in a page's query, a product name, a device id), because no raw
/// address may leave the process on a side road.
/// </summary>
public static class EmailLeak
{
    /// <summary>Whether the text holds something like <c>a@b.c</c>, also when the at sign is percent-encoded.</summary>
    /// <param name="text">Any text.</param>
    public static bool IsIn(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var at = text.IndexOf('@');
            var encoded = text.IndexOf("%40");
            var (start, length) = encoded >= 0 && (at < 0 || encoded < at) ? (encoded, 3) : (at, 1);
            if (start < 0)
            {
                return false;
            }

            var after = text[(start + length)..];
            if (start > 0 && IsWord(text[start - 1]) && HasDottedHost(after))
            {
                return true;
            }

            text = after;
        }

        return false;
    }

    /// <summary>Removes the query parameters and the fragment that hold an address.</summary>
    /// <param name="url">A page address.</param>
    /// <param name="removed">Whether something was removed.</param>
    /// <returns>The address without them; null when an e-mail address stands elsewhere in it (user info, path).</returns>
    public static string? RemoveFrom(string url, out bool removed)
    {
        removed = IsIn(url);
        if (!removed)
        {
            return url;
        }

        var hash = url.IndexOf('#', StringComparison.Ordinal);
        var main = hash < 0 ? url : url[..hash];
        var fragment = hash < 0 || IsIn(url.AsSpan(hash)) ? string.Empty : url[hash..];
        var question = main.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? main : main[..question];
        if (IsIn(path))
        {
            return null;
        }

        var kept = question < 0 ? [] : main[(question + 1)..].Split('&').Where(parameter => !IsIn(parameter)).ToArray();
        return path + (kept.Length == 0 ? string.Empty : "?" + string.Join('&', kept)) + fragment;
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '_' or '-' or '+' or '.';

    private static bool HasDottedHost(ReadOnlySpan<char> text)
    {
        var dot = -1;
        var i = 0;
        for (; i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] is '-' or '.'); i++)
        {
            if (text[i] == '.' && i > 0 && dot < 0)
            {
                dot = i;
            }
        }

        return dot > 0 && dot < i - 1;
    }
}
