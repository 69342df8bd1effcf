using System.Runtime.InteropServices;
using SpotifyStandIn;

StandInArguments arguments;
try
{
    arguments = StandInArguments.Parse(args);
}
catch (Exception e) when (e is FormatException or OverflowException)
{
    await Console.Error.WriteLineAsync($"{e.Message}\n{StandInArguments.Usage}");
    return 2;
}

using var ends = new CancellationTokenSource();
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);

try
{
    await using var server = await StandInServer.StartAsync(arguments.Options, ends.Token);
    Console.WriteLine($"stand-in ready {server.BaseAddress.GetLeftPart(UriPartial.Authority)}");
    await (arguments.ParentProcess is { } parent
        ? ParentProcess.WaitForExitAsync(parent, ends.Token)
        : Task.Delay(Timeout.Infinite, ends.Token));
}
catch (OperationCanceledException)
{
    // A signal is the ordinary end.
}
catch (Exception e) when (e is IOException or ArgumentException)
{
    // The port is taken, or a value is out of range.
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}

return 0;

void End(PosixSignalContext signal)
{
    signal.Cancel = true;
    ends.Cancel();
}
