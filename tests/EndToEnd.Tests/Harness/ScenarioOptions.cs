using SpotifyStandIn;

namespace EndToEnd.Tests.Harness;

/// <summary>How a scenario differs from the usual one.</summary>
public sealed record ScenarioOptions
{
    /// <summary>Azurite keeps its data over <c>StopAsync</c> and <c>RestartAsync</c>.</summary>
    public bool OnDisk { get; init; }

    /// <summary>Changes the app's settings.</summary>
    public Action<Dictionary<string, string>, StandInServer> Configure { get; init; } = (_, _) => { };

    /// <summary>Arguments of the app besides its port.</summary>
    public string[] Arguments { get; init; } = [];

    public StandInOptions Spotify { get; init; } = ScenarioSettings.Spotify;
}
