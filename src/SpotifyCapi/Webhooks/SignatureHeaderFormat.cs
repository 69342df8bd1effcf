namespace SpotifyCapi.Webhooks;

/// <summary>A header of several items: named ones such as <c>t=…,v1=…</c> in any order, or one after the other such as <c>…,…</c>.</summary>
/// <param name="Separator">What stands between items: a comma or a semicolon.</param>
/// <param name="Timestamp">Name of the item with the time; empty when items have no names, null when there is no time.</param>
/// <param name="Signature">Name of the items with a signature; empty when items have no names.</param>
public sealed record SignatureHeaderFormat(char Separator, string? Timestamp, string Signature)
{
    private const string TimestampPlaceholder = "{timestamp}";
    private const string SignaturePlaceholder = "{signature}";

    internal bool HasTimestamp => Timestamp is not null;

    private bool HasNames => Signature.Length > 0;

    /// <summary>Null unless the text has the form of a header.</summary>
    internal static SignatureHeaderFormat? Parse(string text)
    {
        var separator = text.Contains(';', StringComparison.Ordinal) ? ';' : ',';
        string? timestamp = null, signature = null;
        foreach (var item in text.Split(separator, StringSplitOptions.TrimEntries))
        {
            if (timestamp is null && item.EndsWith(TimestampPlaceholder, StringComparison.Ordinal))
                timestamp = item[..^TimestampPlaceholder.Length];
            else if (signature is null && item.EndsWith(SignaturePlaceholder, StringComparison.Ordinal))
                signature = item[..^SignaturePlaceholder.Length];
            else
                return null;
        }

        // All items have names, or none: then the time is the first.
        if (text.Replace(" ", string.Empty, StringComparison.Ordinal) == TimestampPlaceholder + separator + SignaturePlaceholder)
            return new SignatureHeaderFormat(separator, string.Empty, string.Empty);

        return IsName(signature) && (timestamp is null || IsName(timestamp))
            ? new SignatureHeaderFormat(separator, timestamp?[..^1], signature![..^1])
            : null;
    }

    /// <summary>
    /// Reads the header: each signature, and the only time. Items of other names are passed over; one without a name, or in a header without names one of
    /// another length, is what a second header leaves that a proxy has joined to the first.
    /// </summary>
    internal SignatureResult Read(string header, out string timestamp, List<string> signatures)
    {
        timestamp = string.Empty;
        var times = 0;
        foreach (var item in header.Split(Separator).Select(item => item.Trim(' ')).Where(item => item.Length > 0))
        {
            var equals = item.IndexOf('=', StringComparison.Ordinal);
            var name = !HasNames ? string.Empty : equals < 0 ? null : item[..equals];
            var value = HasNames ? item[(equals + 1)..] : item;
            if (name is null || value.AsSpan().ContainsAny(' ', ',') || (!HasNames && signatures.Count > 0 && value.Length != signatures[0].Length))
                return SignatureResult.Malformed;

            if (HasTimestamp && name == Timestamp && (HasNames || times == 0))
                (timestamp, times) = (value, times + 1);
            else if (name == Signature)
                signatures.Add(value);
        }

        return times > 1 ? SignatureResult.Repeated
            : signatures.Count == 0 || (HasTimestamp && times == 0) ? SignatureResult.Malformed
            : SignatureResult.Valid;
    }

    private static bool IsName(string? text) => text?.Length > 1 && text[^1] == '=' && !text.AsSpan(0, text.Length - 1).ContainsAny("{}= \t");
}
