using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Tests.Events;
using SpotifyCapi.Tests.Spotify;
using SpotifyCapi.Validation;

namespace SpotifyCapi.Tests.Validation;

public sealed class MoneyRulesTests
{
    [Theory]
    [InlineData("0", "USD", "0")]
    [InlineData("0.00", "USD", "0")]
    [InlineData("-0", "USD", "0")]
    [InlineData("-0.00", "JPY", "0")]
    [InlineData("49.99", "USD", "49.99")]
    [InlineData("49.9900000000", "USD", "49.99")]
    [InlineData("49.90", "usd", "49.9")]
    [InlineData("100.0", " Eur ", "100")]
    [InlineData("1000", "JPY", "1000")]
    [InlineData("1000.00", "JPY", "1000")]
    [InlineData("1.234", "BHD", "1.234")]
    [InlineData("1.2340", "KWD", "1.234")]
    [InlineData("1.2345", "CLF", "1.2345")]
    [InlineData("1e3", "USD", "1000")]
    [InlineData("1.5E+2", "USD", "150")]
    [InlineData("4999e-2", "USD", "49.99")]
    [InlineData("\"45.85\"", "USD", "45.85")]
    [InlineData("\" 45.850 \"", "USD", "45.85")]
    [InlineData("79228162514264337593543950335", "USD", "79228162514264337593543950335")]
    public void An_amount_is_kept_without_trailing_zeros(string value, string currency, string expected)
    {
        var money = SampleEvent.Accept(Priced(value, $"\"{currency}\"")).Facts.Money!.Value;

        Assert.Equal(expected, money.Amount.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(currency.Trim().ToUpperInvariant(), money.Currency);
    }

    /// <summary>A shop's own calculation; nobody there can change how it is sent.</summary>
    [Theory]
    [InlineData("23.355", "USD", "23.36")]
    [InlineData("23.345", "USD", "23.34")]
    [InlineData("10.1250", "EUR", "10.12")]
    [InlineData("849.15", "JPY", "849")]
    [InlineData("849.50", "JPY", "850")]
    [InlineData("1.23", "USD", "1.23")]
    public void An_amount_of_a_platform_is_rounded_to_what_its_currency_has(string value, string currency, string expected)
    {
        var purchase = new ConversionEvent
        {
            EventName = "PURCHASE",
            EventId = "order-1",
            EventTime = "2026-01-23T12:34:56Z",
            Currency = currency,
            RoundsValue = true,
            Value = decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture),
        };

        purchase.User.Emails.Add(new("jane.doe@example.com"));
        var decision = new EventValidator(new FakeTimeProvider(SampleEvent.Now)).Validate(purchase, TestDestinations.Direct);

        var money = Assert.IsType<EventDecision.Accepted>(decision).Event.Facts.Money!.Value;
        Assert.Equal(expected, money.Amount.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("1.5", "JPY")]
    [InlineData("0.001", "USD")]
    [InlineData("49.989999999999995", "USD")]
    [InlineData("1.2345", "BHD")]
    [InlineData("1.23456", "CLF")]
    [InlineData("1e-28", "USD")]
    public void More_decimals_than_the_currency_has_are_amount_precision(string value, string currency) =>
        Assert.Equal((ErrorCodes.AmountPrecision, "value"), SampleEvent.Problem(Priced(value, $"\"{currency}\"")));

    [Theory]
    [InlineData("-0.01")]
    [InlineData("-1e3")]
    [InlineData("\"-45\"")]
    public void Less_than_zero_is_amount_negative(string value) =>
        Assert.Equal((ErrorCodes.AmountNegative, "value"), SampleEvent.Problem(Priced(value, "\"USD\"")));

    [Theory]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    [InlineData("1e29")]
    [InlineData("1e-400")]
    [InlineData("0.00000000000000000000000000000000000001")]
    [InlineData("79228162514264337593543950336")]
    [InlineData("\"NaN\"")]
    [InlineData("\"Infinity\"")]
    [InlineData("\"0.00000000000000000000000000000000000001\"")]
    [InlineData("\"1,234.50\"")]
    [InlineData("\"49,99\"")]
    [InlineData("\"$49.99\"")]
    [InlineData("\"٤٩\"")]
    [InlineData("\"free\"")]
    public void What_no_price_can_be_is_amount_invalid(string value) =>
        Assert.Equal((ErrorCodes.AmountInvalid, "value"), SampleEvent.Problem(Priced(value, "\"USD\"")));

    [Theory]
    [InlineData("true")]
    [InlineData("[49.99]")]
    [InlineData("{\"amount\":49.99}")]
    public void What_is_no_number_is_wrong_type(string value) =>
        Assert.Equal((ErrorCodes.WrongType, "value"), SampleEvent.Problem(Priced(value, "\"USD\"")));

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\"  \"")]
    public void A_purchase_without_amount_is_amount_missing(string? value) =>
        Assert.Equal((ErrorCodes.AmountMissing, "value"), SampleEvent.Problem(Priced(value, "\"USD\"")));

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("\" \"")]
    public void A_purchase_without_currency_is_currency_missing(string? currency) =>
        Assert.Equal((ErrorCodes.CurrencyMissing, "currency"), SampleEvent.Problem(Priced("49.99", currency)));

    [Theory]
    [InlineData("US")]
    [InlineData("USDT")]
    [InlineData("U$D")]
    [InlineData("XXX")]
    [InlineData("BTC")]
    [InlineData("ⓊSD")]
    public void A_code_that_ISO_4217_does_not_know_is_currency_unknown(string code) =>
        Assert.Equal((ErrorCodes.CurrencyUnknown, "currency"), SampleEvent.Problem(Priced("49.99", $"\"{code}\"")));

    [Fact]
    public void A_bad_amount_and_a_bad_currency_are_both_told()
    {
        var rejected = SampleEvent.Reject(Priced("\"free\"", "\"BTC\""));

        Assert.Equal([ErrorCodes.AmountInvalid, ErrorCodes.CurrencyUnknown], rejected.Errors.Select(error => error.Code));
        Assert.Empty(rejected.Dropped);
    }

    [Fact]
    public void Any_other_event_may_have_no_amount_and_no_currency()
    {
        var facts = SampleEvent.Accept(SampleEvent.With(("event_name", "\"LEAD\""), ("value", null), ("currency", null))).Facts;

        Assert.Null(facts.Money);
        Assert.Empty(facts.Dropped);
    }

    [Fact]
    public void Any_other_event_keeps_amount_and_currency_when_both_are_there() =>
        Assert.Equal(new Money(49.99m, "USD"), SampleEvent.Accept(SampleEvent.With("event_name", "\"LEAD\"")).Facts.Money);

    [Theory]
    [InlineData("currency", "value", DropCodes.AmountWithoutCurrency)]
    [InlineData("value", "currency", DropCodes.CurrencyWithoutAmount)]
    public void Any_other_event_loses_an_amount_or_a_currency_that_stands_alone(string missing, string dropped, string code)
    {
        var facts = SampleEvent.Accept(SampleEvent.With(("event_name", "\"ADD_TO_CART\""), (missing, null))).Facts;

        Assert.Null(facts.Money);
        Assert.Equal([new DroppedField(dropped, code)], facts.Dropped);
    }

    [Theory]
    [InlineData("-5", "\"USD\"", ErrorCodes.AmountNegative)]
    [InlineData("-5", null, ErrorCodes.AmountNegative)]
    [InlineData("5", "\"BTC\"", ErrorCodes.CurrencyUnknown)]
    [InlineData(null, "\"BTC\"", ErrorCodes.CurrencyUnknown)]
    [InlineData("5.005", "\"USD\"", ErrorCodes.AmountPrecision)]
    [InlineData("\"free\"", "\"USD\"", ErrorCodes.AmountInvalid)]
    [InlineData("{}", "\"USD\"", ErrorCodes.WrongType)]
    public void A_wrong_amount_or_currency_does_not_cost_an_event_that_needs_none(string? value, string? currency, string code)
    {
        var facts = SampleEvent.Accept(SampleEvent.With(("event_name", "\"LEAD\""), ("value", value), ("currency", currency))).Facts;

        Assert.Null(facts.Money);
        Assert.Equal(code, Assert.Single(facts.Dropped).Code);
        Assert.Contains(code, DropCodes.All);
    }

    private static string Priced(string? value, string? currency) => SampleEvent.With(("value", value), ("currency", currency));
}
