using SpotifyCapi.Codes;
using SpotifyCapi.Text;

namespace SpotifyCapi.Identifiers;

/// <summary>Cleans what a source told about the device: its id and its user agent, both sent as they are.</summary>
internal static class DeviceCleaner
{
    private const int MaxDeviceIdLength = 256;
    private const int MaxUserAgentLength = 1024;

    private static readonly Sha256Digest Zeros = Sha256Digest.Of("00000000-0000-0000-0000-000000000000".AsSpan());

    public static Utf8Text DeviceId(Utf8Text raw, List<DroppedField> dropped)
    {
        if (PlainText.IsOne(raw, MaxDeviceIdLength, out var utf8) && utf8.Length != Sha256Digest.HexLength && !NullLike.MayBe(utf8)
            && utf8.ContainsAnyExcept((byte)'0', (byte)'-'))
        {
            return raw;
        }

        var all = raw.Chars(stackalloc char[Utf8Text.ShortOnStack]);
        var text = all.Trim();
        if (text.IsEmpty)
            return default;

        var code = !text.ContainsAnyExcept('0', '-') ? DropCodes.DeviceIdZero
            : NullLike.IsNullLike(text) ? DropCodes.NullLike
            : text.Length > MaxDeviceIdLength || EmailLeak.IsIn(text) ? DropCodes.DeviceIdInvalid
            : Sha256Digest.TryParse(text, out var digest) ? (digest == Zeros ? DropCodes.DeviceIdZero : DigestCleaner.Refusal(digest))
            : null;
        if (code is null)
            return raw.Keep(all, text);

        dropped.Add("user.device_id", code);
        return default;
    }

    public static Utf8Text UserAgent(Utf8Text raw, List<DroppedField> dropped)
    {
        if (PlainText.IsOne(raw, MaxUserAgentLength, out var utf8) && !NullLike.MayBe(utf8))
            return raw;

        var all = raw.Chars(stackalloc char[Utf8Text.OnStack]);
        var text = all.Trim();
        if (text.IsEmpty)
            return default;

        var code = NullLike.IsNullLike(text) ? DropCodes.NullLike
            : text.Length > MaxUserAgentLength ? DropCodes.TooLong
            : EmailLeak.IsIn(text) ? DropCodes.ContainsEmail
            : null;
        if (code is null)
            return raw.Keep(all, text);

        dropped.Add("user.user_agent", code);
        return default;
    }
}
