using System.Text.Json;

namespace SpotifyStandIn.Contracts;

/// <summary>An amount in major units with its currency: both or neither, and both for a purchase.</summary>
internal static class Money
{
    public static void Check(Priced priced, FieldPath at, ProblemList problems)
    {
        var hasAmount = priced.Amount.ValueKind != JsonValueKind.Undefined;
        var hasCurrency = priced.Currency.ValueKind != JsonValueKind.Undefined;

        if (hasAmount && !IsAmount(priced.Amount))
            problems.Add(at.Child(priced.AmountField), "must be a finite JSON number that is not negative");
        if (hasCurrency && !IsCurrency(priced.Currency))
            problems.Add(at.Child("currency"), "must be an ISO 4217 code in upper case");

        if (!hasAmount && (hasCurrency || priced.Required))
            problems.Add(at.Child(priced.AmountField), priced.Required ? "is required for a purchase" : "is required with currency");
        if (!hasCurrency && (hasAmount || priced.Required))
            problems.Add(at.Child("currency"), priced.Required ? "is required for a purchase" : $"is required with {priced.AmountField}");
    }

    private static bool IsAmount(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var amount) && double.IsFinite(amount) && amount >= 0;

    private static bool IsCurrency(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && CurrencyCodes.IsKnown(value.GetString()!);
}

/// <summary>The two fields as a profile spells them: <c>amount</c> for Spotify and Datafly, <c>value</c> for TrackLayer.</summary>
internal readonly record struct Priced(JsonElement Amount, JsonElement Currency, string AmountField, bool Required);
