namespace SpotifyCapi.WooCommerce;

/// <summary>
/// The unsigned form <c>webhook_id=123</c> that WooCommerce posts when a webhook is saved. Any answer but 200 keeps the webhook from being
/// activated. It says nothing, so it needs no signature: it is answered and forgotten.
/// </summary>
internal static class WooCommercePing
{
    private const int MaxDigits = 20;

    public static bool IsPing(ReadOnlySpan<byte> body)
    {
        var name = "webhook_id="u8;
        return body.StartsWith(name)
            && body.Length > name.Length
            && body.Length <= name.Length + MaxDigits
            && !body[name.Length..].ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }
}
