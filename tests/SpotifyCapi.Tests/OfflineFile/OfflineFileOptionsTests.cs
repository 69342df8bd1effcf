using SpotifyCapi.OfflineFile;
using SpotifyCapi.Settings;

namespace SpotifyCapi.Tests.OfflineFile;

public sealed class OfflineFileOptionsTests
{
    [Fact]
    public void Nothing_needs_to_be_set()
    {
        var options = FileFixture.Options();

        Assert.Null(options.Delimiter);
        Assert.Null(options.TimeZone);
        Assert.Equal("PURCHASE", options.DefaultEventName);
        Assert.Equal("OFFLINE", options.ActionSource);
    }

    [Theory]
    [InlineData("tab", '\t')]
    [InlineData(";", ';')]
    [InlineData("|", '|')]
    public void A_delimiter_is_a_character_or_its_name(string text, char expected) => Assert.Equal(expected, FileFixture.Options(("Delimiter", text)).Delimiter);

    [Fact]
    public void Columns_are_named_in_our_words_or_any_spelling_of_them()
    {
        var options = FileFixture.Options(("Columns:email", "Kundenmail"), ("Columns:Order Number", "Beleg"), ("TimeZone", "Europe/Berlin"), ("ActionSource", "web"));

        Assert.Equal("Kundenmail", options.Columns[Column.Email]);
        Assert.Equal("Beleg", options.Columns[Column.OrderId]);
        Assert.Equal("WEB", options.ActionSource);
    }

    /// <summary>Shopify's export has the till's number in a column of this name.</summary>
    [Theory]
    [InlineData("ColumnAliases", "false", "email,Total,event_time,value,IDFA", "0")]
    [InlineData("Columns:device_id", "-", "email,Note,event_time,value,device_id", "0")]
    [InlineData("Columns:value", "-", "email,device_id,event_time,value,Note", "1")]
    public async Task A_column_or_all_other_names_can_be_switched_off(string name, string value, string header, string device)
    {
        var rows = await FileFixture.ReadAsync(
            new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"{header}\njane.doe@example.com,1,2026-11-22T10:00:00Z,1,7\n")),
            FileFixture.Options((name, value), ("DefaultEventName", "LEAD"), ("DefaultCurrency", "EUR")));

        var read = Assert.Single(rows).Event!;
        Assert.Equal(device == "0" ? null : device, read.Identifiers.DeviceId);
        Assert.Equal(device == "0" ? 1m : null, read.Facts.Money?.Amount);
    }

    [Theory]
    [InlineData("", "amount_missing")]
    [InlineData("$5", "amount_invalid")]
    public async Task A_row_with_a_default_currency_lacks_only_its_amount(string amount, string code)
    {
        var rows = await FileFixture.ReadAsync(
            new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"email,event_time,order_id,value\njane.doe@example.com,2026-11-22T10:00:00Z,1,{amount}\n")),
            FileFixture.Options(("DefaultCurrency", "EUR")));

        Assert.Equal([code], Assert.Single(rows).Errors.Select(error => error.Code));
    }

    [Theory]
    [InlineData("dd.MM.yyyy HH:mm")]
    [InlineData("dd/MM/yy")]
    [InlineData("M/d/yyyy h:mm tt")]
    [InlineData("yyyy-MM-dd'T'HH:mm:ssK")]
    [InlineData("dd.MM.yyyy HH:mm zzz")]
    [InlineData("dd.MM.yyyy 'um' HH'h'mm")]
    public void A_time_format_that_reads_what_it_writes_is_taken(string format) =>
        Assert.Equal(format, FileFixture.Options(("EventTimeFormat", format)).EventTimeFormat);

    [Theory]
    [InlineData("Columns:phone", "Rufnummer")]
    [InlineData("Columns:E-Mail", "rufnummer")]
    public void A_column_that_the_settings_say_must_be_hashed_is_no_part_of_an_event_id(string column, string header)
    {
        var problems = new List<SettingProblem>();

        OfflineFileOptions.Read(new SettingReader(
            "Sources__store", new Dictionary<string, string> { ["EventIdColumns"] = "store,Ruf-Nummer", [column] = header }, problems));

        Assert.Equal("Sources__store__EventIdColumns", Assert.Single(problems).Setting);
    }

    [Theory]
    [InlineData("Delimiter", ";;")]
    [InlineData("Delimiter", "x")]
    [InlineData("Delimiter", "\"")]
    [InlineData("DecimalComma", "comma")]
    [InlineData("TimeZone", "Europe/Atlantis")]
    [InlineData("DefaultCurrency", "EURO")]
    [InlineData("ActionSource", "STORE")]
    [InlineData("EventIdColumns", "store,E-Mail")]
    [InlineData("OrderEventId", "order-{id}")]
    [InlineData("OrderEventId", "order-{source}")]
    [InlineData("ColumnAliases", "none")]
    [InlineData("Columns:colour", "Farbe")]
    [InlineData("EventTimeFormat", "g")]
    [InlineData("EventTimeFormat", "dd.MM. HH:mm")]
    [InlineData("EventTimeFormat", "dd.MM.yyyy hh:mm")]
    [InlineData("EventTimeFormat", "yyyy-MM HH:mm")]
    [InlineData("EventTimeFormat", "no date")]
    [InlineData("EventTimeFormat", "dd.MM.yyyy 'at")]
    public void A_wrong_value_is_named(string name, string value)
    {
        var problems = new List<SettingProblem>();

        OfflineFileOptions.Read(new SettingReader("Sources__store", new Dictionary<string, string> { [name] = value }, problems));

        var problem = Assert.Single(problems);
        Assert.Equal($"Sources__store__{name.Replace(":", "__", StringComparison.Ordinal)}", problem.Setting);
        Assert.DoesNotContain(value, problem.Message, StringComparison.Ordinal);
    }
}
