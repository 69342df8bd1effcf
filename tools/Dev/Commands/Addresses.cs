using System.Net;
using Dev.Demo;
using Dev.Hosting;
using Dev.Output;

namespace Dev.Commands;

/// <summary>Where to look once everything is up.</summary>
internal static class Addresses
{
    private const string Inspector = "/api/inspector";

    public static async Task ShowAsync(Terminal terminal, DemoStack demo, DemoOrder order, CancellationToken stop)
    {
        using var client = LocalHttp.Create(demo.App.Address, TimeSpan.FromSeconds(5));
        var inspector = await LocalHttp.StatusAsync(client, Inspector, stop);
        terminal.Print("");
        if (inspector is HttpStatusCode.OK)
        {
            terminal.Print($"Inspector  {demo.App.Address}{Inspector}", "bold");
            terminal.Print($"The order  {demo.App.Address}{Inspector}#/events/{order.EventId}");
        }
        terminal.Print($"App        {demo.App.Address}/api");
        terminal.Print($"Spotify    {demo.StandIn.Address}/received (the stand-in)");
        terminal.Print($"Azurite    blobs on port {demo.Storage.BlobPort}, queues on port {demo.Storage.QueuePort}");
        terminal.Print("Ctrl-C ends all of it.");
    }
}
