using System.Collections.Frozen;
using System.Text;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Spotify;
using SpotifyCapi.Tests.Spotify;

namespace SpotifyCapi.Tests.OfflineFile;

public sealed class RowEventIdTests
{
    [Fact]
    public async Task Rows_that_say_the_same_have_the_same_id()
    {
        string[] files =
        [
            "email,event_time,value,currency\njane@example.com,2026-11-22T10:00:00Z,10.50,EUR\n",
            "Currency;Revenue;E-Mail;Timestamp\n EUR ; 10.5 ; Jane@Example.com ; 2026-11-22T11:00:00+01:00 \n",
            "email,event_time,value,currency,note\n\"jane@example.com\",1795341600,\"10.500\",eur,another column\n",
            "{\"user\":{\"email\":\"jane@example.com\"},\"event_time\":\"2026-11-22T10:00:00Z\",\"value\":\"10.50\",\"currency\":\"EUR\"}\n",
        ];

        var ids = new HashSet<string>();
        foreach (var file in files)
            ids.Add(await IdAsync(file));

        Assert.Matches("^row-[0-9a-f]{32}$", Assert.Single(ids));
    }

    [Theory]
    [InlineData("john@example.com,2026-11-22T10:00:00Z,10.50,EUR")]
    [InlineData("jane@example.com,2026-11-22T10:00:01Z,10.50,EUR")]
    [InlineData("jane@example.com,2026-11-22T10:00:00Z,10.51,EUR")]
    [InlineData("jane@example.com,2026-11-22T10:00:00Z,10.50,USD")]
    public async Task A_row_that_differs_in_one_thing_has_another_id(string row)
    {
        const string Header = "email,event_time,value,currency\n";

        Assert.NotEqual(await IdAsync(Header + "jane@example.com,2026-11-22T10:00:00Z,10.50,EUR\n"), await IdAsync(Header + row + "\n"));
    }

    [Fact]
    public async Task An_order_has_the_id_that_its_pixel_sends() => Assert.Equal(
        "order-1001", await IdAsync("Order Number,email,event_time,value,currency\n1001,jane@example.com,2026-11-22T10:00:00Z,1,EUR\n"));

    [Theory]
    [InlineData("{source}-order-{order_id}", "test-order-1001")]
    [InlineData("sale-{order_id}-x", "sale-1001-x")]
    public async Task The_recipe_is_a_setting(string recipe, string expected)
    {
        var file = "order_id,email,event_time,value,currency\n1001,jane@example.com,2026-11-22T10:00:00Z,1,EUR\n"u8.ToArray();

        var rows = await FileFixture.ReadAsync(new MemoryStream(file), FileFixture.Options(("OrderEventId", recipe)));

        Assert.Equal(expected, Assert.Single(rows).Event!.Facts.EventId);
    }

    [Theory]
    [InlineData("2026-11-22", true)]
    [InlineData("20261122", true)]
    [InlineData("\"Nov 22, 2026\"", true)]
    [InlineData("22 November 2026", true)]
    [InlineData("2026-11-22 10", false)]
    [InlineData("2026-11-22T10:00:00Z", false)]
    [InlineData("1795341600", false)]
    public async Task A_day_is_known_as_such(string time, bool isDay)
    {
        var file = Encoding.UTF8.GetBytes($"order_id,email,event_time,value,currency\n1001,jane@example.com,{time},1,EUR\n");

        var rows = await FileFixture.ReadAsync(new MemoryStream(file), FileFixture.Options(("TimeZone", "UTC")));

        Assert.Equal(isDay, Assert.Single(rows).Event!.Facts.IsDayOnly);
    }

    /// <summary>Pushed in the morning and once more a day later, such a row has two times; it is one conversion all the same.</summary>
    [Fact]
    public async Task A_row_of_a_day_that_is_not_over_has_the_id_that_it_has_afterwards()
    {
        var file = "email,date,value,currency\njane@example.com,2026-11-23,1,EUR\n"u8.ToArray();
        var options = FileFixture.Options(("TimeZone", "America/New_York"));

        var early = Assert.Single(await FileFixture.ReadAsync(new MemoryStream(file), options)).Event!.Facts;
        var late = Assert.Single(await FileFixture.ReadAsync(new MemoryStream(file), options, now: FileFixture.Now.AddDays(1))).Event!.Facts;

        Assert.Equal(FileFixture.Now, early.EventTime);
        Assert.Equal([new DroppedField("event_time", DropCodes.EventTimeClamped)], early.Dropped);
        Assert.Equal(FileFixture.Now.AddHours(5), late.EventTime);
        Assert.Equal(late.EventId, early.EventId);
    }

    [Fact]
    public async Task An_order_number_of_another_event_is_only_part_of_the_digest() => Assert.StartsWith(
        "row-", await IdAsync("order_id,event_name,email,event_time\n1001,Lead,jane@example.com,2026-11-22T10:00:00Z\n"), StringComparison.Ordinal);

    /// <summary>A destination whose purchases have another name: the built-in one is then any other event of the order.</summary>
    [Theory]
    [InlineData("Till Receipt", "^order-1001$")]
    [InlineData("Order Completed", "^row-")]
    public async Task An_order_that_the_destination_takes_for_something_else_leaves_its_id_to_the_purchase(string name, string expected)
    {
        var destination = TestDestinations.Direct with
        {
            EventMap = new Dictionary<string, StandardEvent>
            {
                [EventNames.Key("Till Receipt")] = StandardEvent.Purchase,
                [EventNames.Key("Order Completed")] = StandardEvent.Lead,
            }.ToFrozenDictionary(),
        };

        Assert.Matches(expected, await IdAsync($"order_id,event_name,email,event_time,value,currency\n1001,{name},jane@example.com,2026-11-22T10:00:00Z,1,EUR\n", destination));
    }

    /// <summary>What a spreadsheet or a program writes where an id is missing or too long for it.</summary>
    [Theory]
    [InlineData("5.87291E+12")]
    [InlineData("\"5,87291E+12\"")]
    [InlineData("#N/A")]
    [InlineData("undefined")]
    [InlineData("0")]
    [InlineData("-")]
    public async Task Three_sales_whose_order_is_no_id_are_three_sales(string order)
    {
        var csv = "order_id,email,event_time,value,currency\n"
            + string.Concat(Enumerable.Range(1, 3).Select(i => $"{order},buyer{i}@example.com,2026-11-22T10:00:00Z,1,EUR\n"));
        var json = string.Concat(Enumerable.Range(1, 3).Select(i =>
            $$$"""{"event_id":"{{{order.Trim('"')}}}","order_id":"{{{order.Trim('"')}}}","event_time":"2026-11-22T10:00:00Z","value":1,"currency":"EUR","user":{"email":"buyer{{{i}}}@example.com"}}""" + "\n"));

        foreach (var file in (string[])[csv, json])
        {
            var rows = await FileFixture.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(file)), FileFixture.Options());

            Assert.Equal(3, rows.Select(row => row.Event!.Facts.EventId).Distinct().Count());
            Assert.All(rows, row => Assert.StartsWith("row-", row.Event!.Facts.EventId, StringComparison.Ordinal));
            Assert.All(rows, row => Assert.Contains(row.Event!.Facts.Dropped, drop => drop.Field == "order_id"));
        }
    }

    private static async Task<string> IdAsync(string file, Destination? destination = null)
    {
        var rows = await FileFixture.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(file)), FileFixture.Options(), destination: destination);
        return Assert.Single(rows).Event!.Facts.EventId;
    }
}
