using System.Text;

namespace SpotifyCapi.Tests.Sources.OfflineFile.Rows;

public sealed class RowEventIdTests
{
    [Fact]
    public async Task RowsThatSayTheSame_HaveTheSameId()
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
    public async Task ARowThatDiffersInOneThing_HasAnotherId(string row)
    {
        const string Header = "email,event_time,value,currency\n";

        Assert.NotEqual(await IdAsync(Header + "jane@example.com,2026-11-22T10:00:00Z,10.50,EUR\n"), await IdAsync(Header + row + "\n"));
    }

    [Fact]
    public async Task AnOrder_HasTheIdThatItsPixelSends() => Assert.Equal(
        "order-1001", await IdAsync("Order Number,email,event_time,value,currency\n1001,jane@example.com,2026-11-22T10:00:00Z,1,EUR\n"));

    [Fact]
    public async Task AnOrderNumberOfAnotherEvent_IsOnlyPartOfTheDigest() => Assert.StartsWith(
        "row-", await IdAsync("order_id,event_name,email,event_time\n1001,Lead,jane@example.com,2026-11-22T10:00:00Z\n"), StringComparison.Ordinal);

    private static async Task<string> IdAsync(string file)
    {
        var rows = await FileFixture.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(file)), FileFixture.Options());
        return Assert.Single(rows).Event!.Facts.EventId;
    }
}
