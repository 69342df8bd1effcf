using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using SpotifyCapiFunctions.Storage;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Storage;

/// <summary>The client takes up a broken download of the very version that it began with, and a log has another one with every line.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class AppendLogReaderTests(AzuriteCollection.Storage storage) : IAsyncLifetime
{
    private const int Lines = 4000;
    private const string Name = "2026/06/01/12-instance-0000";

    private readonly BlobContainerClient container = storage.NewContainer();

    public Task InitializeAsync() => container.CreateAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Connection_that_breaks_while_the_log_grows_costs_no_line()
    {
        await using var proxy = await BreakingProxy.StartAsync(storage);
        var blob = container.GetAppendBlobClient(Name);
        await blob.CreateAsync();
        await blob.AppendBlockAsync(Content(0, Lines));
        proxy.CutAnswer(IsRead, after: 100_037, () => blob.AppendBlockAsync(Content(Lines, 1)));

        var read = await ReadAsync(proxy);

        Assert.Equal(1, proxy.Broken);
        Assert.Equal(Enumerable.Range(0, Lines + 1).Select(Line), read);
    }

    /// <summary>What takes the place of a log may be replaced itself: its rest does not belong to its beginning.</summary>
    [Fact]
    public async Task Connection_that_breaks_while_a_replacement_is_replaced_is_a_failure_of_the_storage()
    {
        await using var proxy = await BreakingProxy.StartAsync(storage);
        await container.WriteAsync(Name, Content(0, Lines).ToArray());
        proxy.CutAnswer(IsRead, after: 100_037, () => container.WriteAsync(Name, Content(1, Lines).ToArray()));

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => ReadAsync(proxy));

        Assert.Equal(412, failure.Status);
    }

    [Fact]
    public async Task Log_that_is_not_there_has_no_line()
    {
        await using var proxy = await BreakingProxy.StartAsync(storage);

        Assert.Empty(await ReadAsync(proxy));
    }

    /// <summary>Azurite answers a range that begins at the end with 206 and no byte, and only one that begins behind it with 416, as Azure does both.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Range_that_begins_where_the_log_ends_has_no_byte(int behind)
    {
        await container.WriteAsync(Name, Content(0, 1).ToArray());
        var end = (await container.GetBlobClient(Name).GetPropertiesAsync()).Value.ContentLength;

        var range = await new AppendLogReader(container).RangeAsync(Name, end + behind, 10, default);

        Assert.True(range is null or { IsEmpty: true });
    }

    private static bool IsRead(Microsoft.AspNetCore.Http.HttpRequest request) => request.Method == "GET" && !request.Query.ContainsKey("comp");

    private static string Line(int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"line {number,94}");

    private static MemoryStream Content(int from, int count) =>
        new(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(from, count).Select(number => Line(number) + "\n"))));

    private async Task<IReadOnlyList<string>> ReadAsync(BreakingProxy proxy)
    {
        var lines = new List<string>();
        await foreach (var line in new AppendLogReader(proxy.Containers.Get(container.Name)).LinesAsync(Name, CancellationToken.None))
            lines.Add(Encoding.ASCII.GetString(line.Span));
        return lines;
    }
}
