using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using SpotifyCapiFunctions;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Observability;

try
{
    var builder = FunctionsApplication.CreateBuilder(args);
    builder.ConfigureFunctionsWebApplication();
    builder.UseMiddleware<RunningInvocations>();
    builder.Services.AddSpotifyCapi(builder.Configuration);
    if (TelemetrySettings.Read(builder.Configuration, []).IsOn)
        builder.UseMiddleware<InvocationScope>();

    await builder.Build().RunAsync();
    return Environment.ExitCode;
}
catch (InvalidSettingsException exception)
{
    return await exception.ReportAsync(Console.Error);
}
