using SpotifyCapi.Settings;

namespace SpotifyCapiFunctions.Configuration;

/// <summary>Who is told when something is wrong (<c>Alerts__…</c>).</summary>
public sealed record AlertOptions
{
    /// <summary>Where alerts are posted to; null: nowhere.</summary>
    public Uri? Url { get; init; }

    /// <summary>Name of the secret that the generic form is signed with; null: it is not signed.</summary>
    public string? Secret { get; init; }

    /// <summary>What is posted.</summary>
    public AlertFormat Format { get; init; }

    /// <summary>Looks in a row, five minutes apart, before anybody is told; 1 to 100, default 2.</summary>
    public int InARow { get; init; } = 2;

    /// <summary>Least time between two openings of the same alert; default one hour.</summary>
    public TimeSpan Throttle { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Dead letters of a destination in ten minutes from which somebody is told; default 100.</summary>
    public int DeadLetters { get; init; } = 100;

    /// <summary>How long nothing may come in; zero, the default: that is not watched.</summary>
    public TimeSpan NothingReceivedFor { get; init; }

    /// <summary>How long nothing may be delivered of what comes in; zero: that is not watched. Default three hours.</summary>
    public TimeSpan NothingDeliveredFor { get; init; } = TimeSpan.FromHours(3);

    /// <summary>Reads the options.</summary>
    public static AlertOptions Read(SettingReader settings)
    {
        var defaults = new AlertOptions();
        var options = new AlertOptions
        {
            Url = settings.Address("Url"),
            Secret = settings.Text("Secret"),
            Format = settings.Enum("Format", defaults.Format),
            InARow = settings.Number("InARow", defaults.InARow, 1, 100),
            Throttle = settings.Duration("Throttle", defaults.Throttle, TimeSpan.Zero, TimeSpan.FromDays(7)),
            DeadLetters = settings.Number("DeadLetters", defaults.DeadLetters, 1, 10_000_000),
            NothingReceivedFor = settings.Duration("NothingReceivedFor", defaults.NothingReceivedFor, TimeSpan.Zero, TimeSpan.FromDays(7)),
            NothingDeliveredFor = settings.Duration("NothingDeliveredFor", defaults.NothingDeliveredFor, TimeSpan.Zero, TimeSpan.FromDays(7)),
        };
        if (options.Secret is { } secret && !SecretSettings.IsName(secret))
            settings.Problem("Secret", "must be the name of a secret (letters, digits and hyphens), not the secret itself.");

        return options;
    }
}

/// <summary>What is posted when something is wrong.</summary>
public enum AlertFormat
{
    /// <summary>JSON signed by Standard Webhooks 1.0.0. The default.</summary>
    Json,

    /// <summary>A message of a Slack incoming webhook.</summary>
    Slack,

    /// <summary>An adaptive card, as Teams' workflow "post to a channel when a webhook request is received" takes it.</summary>
    Teams,
}
