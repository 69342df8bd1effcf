using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace LocalHost.TestApp;

/// <summary>Functions that do what an app should not.</summary>
public sealed partial class Trouble(ILogger<Trouble> logger, IConfiguration configuration)
{
    private const AuthorizationLevel Anyone = AuthorizationLevel.Anonymous;

    [Function("Endless")]
    public async Task<IResult> EndlessAsync(
        [HttpTrigger(Anyone, "get", Route = "endless/{name}")] HttpRequest request, string name, CancellationToken cancellation)
    {
        Tell(logger, $"began {name}");
        await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Tell(logger, $"cancelled {name}");
        return Results.Text("cancelled");
    }

    [Function("Slow")]
    public async Task<IResult> SlowAsync([HttpTrigger(Anyone, "get", Route = "slow/{milliseconds:int}")] HttpRequest request, int milliseconds)
    {
        Tell(logger, "slow began");
        await Task.Delay(milliseconds);
        return Results.Text("slow");
    }

    [Function("Crash")]
    public IResult Crash([HttpTrigger(Anyone, "get")] HttpRequest request)
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
        return Results.Text("never");
    }

    [Function("Exit")]
    public async Task ExitAsync([HttpTrigger(Anyone, "get")] HttpRequest request)
    {
        await Console.Error.WriteLineAsync("its last word");
        Environment.Exit(0);
    }

    /// <summary>Closes the connection to the host, as a network might.</summary>
    [Function("Cut")]
    public IResult Cut([HttpTrigger(Anyone, "get")] HttpRequest request)
    {
        var port = new Uri(configuration["functions-uri"]!).Port;
        foreach (var descriptor in Enumerable.Range(3, 500))
        {
            var address = new byte[128];
            var length = address.Length;
            if (PeerOf(descriptor, address, ref length) == 0 && IPAddress.NetworkToHostOrder(BitConverter.ToInt16(address, 2)) == (short)port)
                _ = Shutdown(descriptor, 2);
        }

        return Results.Text("cut");
    }

    [Function("Chatty")]
    public IResult Chatty([HttpTrigger(Anyone, "get")] HttpRequest request) => Talk("chatty");

    [Function("Talk")]
    public async Task<IResult> TalkAsync([HttpTrigger(Anyone, "get")] HttpRequest request)
    {
        Task nobody;
        using (ExecutionContext.SuppressFlow())
            nobody = Task.Run(() => Tell(logger, "nobody's line"));
        await nobody;
        return Talk("talk");
    }

    private IResult Talk(string who)
    {
        Tell(logger, who + " informs");
        Warn(logger, who + " warns");
        Console.WriteLine(who + " prints");
        Console.Error.WriteLine(who + " prints a Warning");
        Console.Error.WriteLine(who + " failed to be silent");
        return Results.Text(string.Create(CultureInfo.InvariantCulture, $"{who}"));
    }

    [LoggerMessage(1, LogLevel.Information, "{What}")]
    private static partial void Tell(ILogger logger, string what);

    [LoggerMessage(2, LogLevel.Warning, "{What}")]
    private static partial void Warn(ILogger logger, string what);

    [LibraryImport("libc", EntryPoint = "getpeername")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int PeerOf(int descriptor, byte[] address, ref int length);

    [LibraryImport("libc", EntryPoint = "shutdown")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Shutdown(int descriptor, int how);
}
