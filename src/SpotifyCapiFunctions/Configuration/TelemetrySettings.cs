using Microsoft.Extensions.Configuration;
using SpotifyCapi.Settings;

namespace SpotifyCapiFunctions.Configuration;

/// <summary>Where the worker sends its telemetry. The names are the host's and OpenTelemetry's own.</summary>
public sealed record TelemetrySettings
{
    internal const string Insights = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    internal const string Authentication = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";
    internal const string Otlp = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>The component of Application Insights; null: none. Its key is a name and gives no access where local authentication is off.</summary>
    public string? InsightsConnection { get; init; }

    /// <summary>Whether the app signs in there with its managed identity.</summary>
    public bool WithIdentity { get; init; }

    /// <summary>Client id of a user-assigned identity; null: the app's own.</summary>
    public string? ClientId { get; init; }

    /// <summary>Whether there is a collector that takes OTLP; the exporter reads its address and the other OTEL_ variables itself.</summary>
    public bool ToCollector { get; init; }

    internal bool IsOn => InsightsConnection is not null || ToCollector;

    internal static TelemetrySettings Read(IConfiguration configuration, List<SettingProblem> problems)
    {
        var (insights, authentication, collector) = (Text(Insights), Text(Authentication), Text(Otlp));
        if (insights is not null && !Parts(insights).ContainsKey("InstrumentationKey"))
            problems.Add(new SettingProblem(Insights, "must be the connection string of an Application Insights component."));

        var parts = Parts(authentication ?? string.Empty);
        var clientId = parts.GetValueOrDefault("ClientId");
        if (authentication is not null
            && (!"AAD".Equals(parts.GetValueOrDefault("Authorization"), StringComparison.OrdinalIgnoreCase)
                || (clientId is not null && !Guid.TryParse(clientId, out _))))
        {
            problems.Add(new SettingProblem(Authentication, "must be Authorization=AAD, for a user-assigned identity with ;ClientId= and its client id."));
        }

        if (collector is not null && !Uri.TryCreate(collector, UriKind.Absolute, out _))
            problems.Add(new SettingProblem(Otlp, "must be an address."));

        return new TelemetrySettings
        {
            InsightsConnection = insights,
            WithIdentity = authentication is not null,
            ClientId = clientId,
            ToCollector = collector is not null,
        };

        string? Text(string name) => configuration[name] is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
    }

    // Names and values as in "Authorization=AAD;ClientId=…".
    private static Dictionary<string, string> Parts(string text)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
                parts[part[..equals].Trim()] = part[(equals + 1)..].Trim();
        }

        return parts;
    }
}
