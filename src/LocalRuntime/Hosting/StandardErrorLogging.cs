using Microsoft.Extensions.Logging.Console;

namespace LocalRuntime.Hosting;

/// <summary>Everything is logged to standard error: one line, or one JSON object, per entry.</summary>
internal static class StandardErrorLogging
{
    public static void Configure(ILoggingBuilder logging, IConfiguration configuration)
    {
        // ASP.NET Core's own request log shows the query string, and with it keys and personal data.
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        logging.AddConfiguration(configuration.GetSection(AppSettings.HostJson + "logging"));
        logging.AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        if ("json".Equals(configuration["LocalRuntime:LogFormat"], StringComparison.OrdinalIgnoreCase))
            logging.AddJsonConsole(options => SetTimestamp(options, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
        else
            logging.AddSimpleConsole(options =>
            {
                SetTimestamp(options, "HH:mm:ss.fff ");
                options.SingleLine = true;
            });
    }

    private static void SetTimestamp(ConsoleFormatterOptions options, string format) =>
        (options.TimestampFormat, options.UseUtcTimestamp) = (format, true);
}
