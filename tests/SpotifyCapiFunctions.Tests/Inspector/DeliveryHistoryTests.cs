using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Inspector;

[Collection(AzuriteCollection.Name)]
public sealed class DeliveryHistoryTests(AzuriteCollection.Storage storage)
{
    [Fact]
    public async Task One_id_for_several_destinations_and_names_is_told_apart()
    {
        await using var parts = new InspectorParts(storage);
        var main = parts.Accept("order-1");
        parts.Log.Record(main with { Destination = "other" });
        parts.Log.Record(main with { EventName = "LEAD", SourceEventName = "Lead" });
        await parts.PlaceAsync("delivered", null, main);
        await parts.Log.FlushAsync(default);

        Assert.Equal("delivered 1 1", await FindAsync(parts, "MAIN", "purchase"));
        Assert.Equal("waiting 1 0", await FindAsync(parts, "other", null));
        Assert.Equal("waiting 1 0", await FindAsync(parts, "main", "lead"));
        Assert.Equal("delivered 3 1", await FindAsync(parts, null, null));
        Assert.Null(await FindAsync(parts, "nowhere", null));
    }

    private static async Task<string?> FindAsync(InspectorParts parts, string? destination, string? name) =>
        await parts.History.FindAsync("order-1", null, destination, name, default) is { } found ? $"{found.Outcome} {found.Received.Count} {found.Entries.Count}" : null;
}
