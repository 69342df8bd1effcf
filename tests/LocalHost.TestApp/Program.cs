using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

if (Environment.GetEnvironmentVariable("Refuse") is { Length: > 0 } setting)
{
    await Console.Error.WriteLineAsync($"error: {setting} is missing.");
    await Console.Error.WriteLineAsync($"error: {setting} is also not a number.");
    return 1;
}

if (File.Exists(Environment.GetEnvironmentVariable("CrashIfThere")))
    Environment.Exit(3);

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
await builder.Build().RunAsync();
return 0;
