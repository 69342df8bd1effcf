namespace LocalHost.Logging;

/// <summary>Everything goes to standard error: one line, or one JSON object, for each entry, with the levels of host.json.</summary>
internal static class HostLogging
{
    public static ILoggerFactory Create(IConfiguration configuration) => LoggerFactory.Create(logging =>
    {
        // The program that starts this host waits for its lines, whatever host.json says about the app's.
        logging.AddFilter("LocalHost", LogLevel.Information);
        // What fails there is told by the host, once.
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Error).AddFilter("Microsoft.Hosting", LogLevel.Error);
        logging.AddFilter("Grpc", LogLevel.None).AddFilter("Yarp", LogLevel.None);
        // The SDK's telemetry repeats each result of Function.<name>.
        logging.AddFilter("Host.Results", LogLevel.None).AddFilter("Host.Aggregator", LogLevel.None);
        logging.AddConfiguration(configuration.GetSection($"{Settings.HostJson}:logging"));
        logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        if ("json".Equals(configuration["LocalHost:LogFormat"], StringComparison.OrdinalIgnoreCase))
            logging.AddJsonConsole(json => (json.TimestampFormat, json.UseUtcTimestamp) = ("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", true));
        else
            logging.AddSimpleConsole(text => (text.TimestampFormat, text.UseUtcTimestamp, text.SingleLine) = ("HH:mm:ss.fff ", true, true));
    });
}
