using System.CommandLine;
using Dev.Checkout;
using Dev.Commands;
using Dev.Output;
using Dev.Processes;

using var stop = new StopSignal();
var terminal = Terminal.OfThisProcess();
if (Repository.Find(AppContext.BaseDirectory) is not { } repository)
    return terminal.Fail(new Dev.Problem("This program works only inside its repository; start it with ./run or ./test."));
var unlimited = new InvocationConfiguration { ProcessTerminationTimeout = null };
return await ScriptCommands.Parse(args, repository, terminal, stop).InvokeAsync(unlimited);
