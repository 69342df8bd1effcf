using Microsoft.Azure.Functions.Worker;
using SpotifyCapiFunctions.Tests.Builders;
using SpotifyCapiFunctions.Tests.Offline;

namespace SpotifyCapiFunctions.Tests.Functions;

public sealed class OfflineFunctionsTests(OfflineFunctionsTests.Sources sources) : IClassFixture<OfflineFunctionsTests.Sources>
{
    [Theory]
    [InlineData("orders of april.csv")]
    [InlineData("2026/05/orders of may.csv")]
    public async Task Report_of_a_file_is_found_under_its_name_below_the_source(string file)
    {
        var app = sources.One;
        await app.PutAsync(file, OfflineApp.Header + app.Rows(1, 3));
        await app.Push.RunAsync(null, default);

        var answer = await GetAsync(app, file);

        Assert.Equal((200, file), (answer.Status, answer.Json.GetProperty("report_id").GetString()));
        Assert.Equal(200, (await GetAsync(app, file, app.Source.ToUpperInvariant())).Status);
    }

    [Theory]
    [InlineData("../{other}/orders.csv")]
    [InlineData("a/../../{other}/orders.csv")]
    [InlineData("..\\{other}\\orders.csv")]
    [InlineData("./../{other}/orders.csv")]
    [InlineData("..%2F{other}/orders.csv")]
    [InlineData("/orders.csv")]
    [InlineData("orders.csv/")]
    [InlineData("./orders.csv")]
    [InlineData("a//orders.csv")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData(null)]
    public async Task What_leads_elsewhere_is_no_report(string? report)
    {
        var answer = await GetAsync(sources.One, report?.Replace("{other}", sources.Other.Source, StringComparison.Ordinal));

        Assert.Equal((404, "unknown_report"), (answer.Status, Assert.Single(answer.Codes)));
    }

    [Fact]
    public async Task Host_that_is_stopping_is_no_failure_and_leaves_the_file_for_the_next_run()
    {
        var app = sources.One;
        await app.PutAsync("stopped.csv", OfflineApp.Header + app.Rows(10, 3));

        await app.Functions.PushOfflineConversions(new TimerInfo(), new CancellationToken(canceled: true));
        Assert.Contains($"incoming/{app.Source}/stopped.csv", await app.BlobsAsync());
        await app.Functions.PushOfflineConversions(new TimerInfo(), CancellationToken.None);

        Assert.Equal(3, (await app.ReportAsync("stopped.csv")).GetProperty("accepted").GetInt32());
    }

    private static async Task<Seen> GetAsync(OfflineApp app, string? report, string? source = null)
    {
        var request = Builders.Http.Context().Request;
        await app.Functions.GetOfflineReport(request, source ?? app.Source, report, default);
        return request.HttpContext.Seen();
    }

    /// <summary>Two sources, each with a file of the same name that has been sent.</summary>
    public sealed class Sources : IAsyncLifetime
    {
        private readonly AzuriteCollection.Storage storage = new();

        internal OfflineApp One { get; private set; } = null!;

        internal OfflineApp Other { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            await storage.InitializeAsync();
            (One, Other) = (await OfflineApp.StartAsync(storage), await OfflineApp.StartAsync(storage));
            foreach (var each in (OfflineApp[])[One, Other])
            {
                await each.PutAsync("orders.csv", OfflineApp.Header + each.Rows(1, 1));
                await each.Push.RunAsync(null, default);
            }
        }

        public async Task DisposeAsync()
        {
            await One.DisposeAsync();
            await Other.DisposeAsync();
        }
    }
}
