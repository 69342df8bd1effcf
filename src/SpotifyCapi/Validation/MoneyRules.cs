using SpotifyCapi.Codes;
using SpotifyCapi.Events;

namespace SpotifyCapi.Validation;

/// <summary>Amount and currency: required for a purchase, together or not at all for the rest. Zero is an amount.</summary>
internal static class MoneyRules
{
    private const int CurrencyOnStack = 16;

    public static Money? Check(
        ConversionEvent @event, StandardEvent? standard, List<ValidationError> errors, List<DroppedField> dropped, out string? steps)
    {
        steps = null;
        var hasAmount = @event.Value is not null;
        var hasCurrency = !@event.CurrencyText.IsBlank;
        if (standard == StandardEvent.Purchase)
        {
            Require(hasAmount, "value", ErrorCodes.AmountMissing, "A purchase needs its amount in value (0 is allowed).", errors);
            Require(hasCurrency || @event.HasDefaultCurrency, "currency", ErrorCodes.CurrencyMissing, "A purchase needs its currency, such as USD.", errors);
        }

        if (@event.Value < 0)
            errors.Add(new(ErrorCodes.AmountNegative, "value", "value must not be negative."));

        var code = string.Empty;
        var decimals = 0;
        if (hasCurrency && !Currencies.TryGet(@event.CurrencyText.Chars(stackalloc char[CurrencyOnStack]), out code, out decimals))
            errors.Add(new(ErrorCodes.CurrencyUnknown, "currency", "currency is not an ISO 4217 code such as USD or EUR."));
        else if (hasAmount && hasCurrency && !@event.RoundsValue && Money.Trim(@event.Value!.Value).Scale > decimals)
            errors.Add(new(ErrorCodes.AmountPrecision, "value", $"value has more decimals than {code} has ({decimals})."));

        // Without its amount a lead is still one.
        if (standard is not (null or StandardEvent.Purchase) && errors.Count > 0)
        {
            foreach (var error in errors.Where(IsOfMoney))
                dropped.Add(error.Field, error.Code);

            if (errors.RemoveAll(IsOfMoney) > 0)
                return null;
        }

        // Also what was wrong already while reading: "no currency" would be a false reason next to a currency that could not be read.
        if (errors.Count > 0 && errors.Exists(IsOfMoney))
            return null;

        if (hasAmount && hasCurrency)
        {
            if (standard == StandardEvent.Lead && @event.Rules.LeadValue == LeadValue.Drop)
            {
                dropped.Add("value", DropCodes.LeadValueDropped);
                return null;
            }

            return new Money(Money.Trim(@event.Rules.Apply(@event.Value!.Value, @event.Order, decimals, dropped, out steps)), code);
        }

        if (hasAmount)
            dropped.Add("value", DropCodes.AmountWithoutCurrency);
        else if (hasCurrency)
            dropped.Add("currency", DropCodes.CurrencyWithoutAmount);

        return null;
    }

    private static bool IsOfMoney(ValidationError error) => error.Field is "value" or "currency";

    private static void Require(bool present, string field, string code, string message, List<ValidationError> errors)
    {
        if (!present)
            errors.AddUnlessRead(field, code, message);
    }
}
