using System.Globalization;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Text;

namespace SpotifyCapi.Spotify;

/// <summary>The values that several profiles write alike. Names come in their quotes, with the colon.</summary>
internal static class WireText
{
    private const int TimeLength = 24;

    /// <summary>Writes a digest as 64 lower-case hexadecimal digits, unless it is missing.</summary>
    public static void WriteDigest(ScratchWriter output, ReadOnlySpan<byte> name, Sha256Digest? digest)
    {
        if (digest is { } value)
        {
            output.Field(name);
            WriteDigest(output, value);
        }
    }

    /// <summary>Writes digests as an array unless there is none.</summary>
    public static void WriteDigests(ScratchWriter output, ReadOnlySpan<byte> name, IReadOnlyList<Sha256Digest> digests)
    {
        if (digests.Count == 0)
            return;

        output.Field(name);
        output.Write("["u8);
        for (var i = 0; i < digests.Count; i++)
        {
            output.Field([]);
            WriteDigest(output, digests[i]);
        }

        output.Write("]"u8);
    }

    /// <summary>Writes <c>yyyy-MM-ddTHH:mm:ss.fffZ</c>, whatever the culture.</summary>
    public static void WriteTime(ScratchWriter output, ReadOnlySpan<byte> name, DateTimeOffset time)
    {
        // The sortable form has a way of its own in .NET, in a tenth of the time that a pattern takes.
        Span<byte> text = stackalloc byte[TimeLength];
        time.UtcDateTime.TryFormat(text, out var length, "s", CultureInfo.InvariantCulture);
        text[length++] = (byte)'.';
        time.Millisecond.TryFormat(text[length..], out var digits, "D3", CultureInfo.InvariantCulture);
        text[length + digits] = (byte)'Z';
        output.Plainly(name, text);
    }

    /// <summary>Writes <c>WEB</c>, <c>APP</c> or <c>OFFLINE</c> unless it is missing.</summary>
    public static void WriteActionSource(ScratchWriter output, ActionSource? source)
    {
        switch (source)
        {
            case ActionSource.Web:
                output.Field("\"action_source\":\"WEB\""u8);
                break;
            case ActionSource.App:
                output.Field("\"action_source\":\"APP\""u8);
                break;
            case ActionSource.Offline:
                output.Field("\"action_source\":\"OFFLINE\""u8);
                break;
        }
    }

    /// <summary>Writes <c>event_details</c> unless there is nothing in it.</summary>
    public static void WriteDetails(ScratchWriter output, EventFacts facts)
    {
        if (facts.Money is null && facts.ContentNameText.IsMissing && facts.ContentCategoryText.IsMissing)
            return;

        output.Field("\"event_details\":{"u8);
        if (facts.Money is { } money)
        {
            output.Field("\"amount\":"u8, money.Amount);
            output.Field("\"currency\":"u8, money.Currency);
        }

        output.Field("\"content_name\":"u8, facts.ContentNameText);
        output.Field("\"content_category\":"u8, facts.ContentCategoryText);
        output.Write("}"u8);
    }

    private static void WriteDigest(ScratchWriter output, Sha256Digest digest)
    {
        var hex = output.GetSpan(Sha256Digest.HexLength + 2);
        hex[0] = (byte)'"';
        digest.WriteHex(hex[1..]);
        hex[Sha256Digest.HexLength + 1] = (byte)'"';
        output.Advance(Sha256Digest.HexLength + 2);
    }
}
