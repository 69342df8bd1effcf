using System.Collections.Frozen;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Text;

namespace SpotifyCapi.OfflineFile;

/// <summary>What a file says about how far an order is: only one that is paid was bought, as with the shops' webhooks.</summary>
internal static class OrderStatus
{
    // Shops, tills and payment services; a source with words of its own names them in PaidStatuses. What was refunded in part was bought.
    private static readonly FrozenSet<string> Paid = Keys(
        "paid", "partially refunded", "complete", "completed", "processing", "success", "successful", "succeeded", "settled", "captured", "approved",
        "payment accepted", "payment received", "fulfilled", "partially fulfilled", "shipped", "partially shipped", "dispatched", "delivered",
        "awaiting fulfillment", "awaiting shipment", "awaiting pickup", "ready for pickup", "picked up", "won", "closed won", "sold", "done", "finished", "ok",
        "bezahlt", "abgeschlossen", "versandt", "versendet", "payé", "payée", "terminé", "terminée", "livré", "livrée", "pagado", "pagada", "completado",
        "completada", "enviado", "entregado", "pagato", "pagata", "completato", "completata", "pago", "paga", "betaald", "voltooid", "afgerond", "verzonden");

    private static readonly FrozenSet<string> Cancelled = Keys(
        "cancelled", "canceled", "void", "voided", "refund", "refunded", "fully refunded", "returned", "reversed", "charged back", "chargeback", "storniert",
        "erstattet", "annulé", "annulée", "remboursé", "remboursée", "cancelado", "cancelada", "reembolsado", "annullato", "rimborsato", "geannuleerd");

    private static readonly FrozenSet<string> No = Keys("false", "no", "n", "0", "falsch", "nein", "faux", "non", "falso", "not cancelled");

    /// <summary>Why an order was not bought, one of <see cref="IgnoreReasons"/>; null when it was, or when nothing is said.</summary>
    /// <param name="status">How far the order is; case, blanks and punctuation do not count.</param>
    /// <param name="payment">How far its payment is. Where that is told, the order's own status only tells whether it was cancelled.</param>
    /// <param name="paid">Keys of the words that the source's settings name; empty: the usual ones.</param>
    public static string? Refusal(string? status, string? payment, FrozenSet<string> paid)
    {
        var words = paid.Count > 0 ? paid : Paid;
        return IsIn(Cancelled, status, words) || IsIn(Cancelled, payment, words) ? IgnoreReasons.CancelledOrder
            : (payment ?? status) is { } said && !words.Contains(Key(said)) ? IgnoreReasons.NotPaid
            : null;
    }

    private static bool IsIn(FrozenSet<string> words, string? status, FrozenSet<string> paid) =>
        status is not null && words.Contains(Key(status)) && !paid.Contains(Key(status));

    /// <summary>A status; null when it says nothing. 0 and false are no.</summary>
    public static string? Told(string? text) =>
        string.IsNullOrWhiteSpace(text) || (NullLike.IsNullLike(text) && !No.Contains(Key(text))) ? null : text;

    /// <summary>Whether a column for it says that an order was cancelled: by a time, an amount or a word.</summary>
    public static bool IsCancelled(string text) =>
        Key(text) is { Length: > 0 } key && key.AsSpan().IndexOfAnyExcept('0') >= 0 && !No.Contains(key)
        && !EventTime.IsUnset(text) && (key == "true" || !NullLike.IsNullLike(text));

    /// <summary>The set that <see cref="Refusal"/> compares with.</summary>
    public static FrozenSet<string> Keys(params IEnumerable<string> words) => words.Select(Key).ToFrozenSet();

    // WooCommerce's database has wc- in front of a status.
    private static string Key(string status)
    {
        var key = ColumnNames.Key(status);
        return status.StartsWith("wc-", StringComparison.OrdinalIgnoreCase) ? key[2..] : key;
    }
}
