using SpotifyStandIn;

namespace Testing.Harness;

/// <summary>How a scenario differs from the usual one.</summary>
public sealed record ScenarioOptions
{
    /// <summary>
    /// An Azurite process with its data on the disk, which is kept over <c>StopAsync</c> and <c>RestartAsync</c>. Azurite in memory is quick,
    /// but has been seen to hang after a minute of heavy load.
    /// </summary>
    public bool OwnAzurite { get; init; }

    /// <summary>Changes the app's settings.</summary>
    public Action<Dictionary<string, string>, StandInServer> Configure { get; init; } = (_, _) => { };

    /// <summary>Arguments of the host besides the app and its port.</summary>
    public string[] Arguments { get; init; } = [];

    /// <summary>Another folder than the built app's.</summary>
    public string? AppFolder { get; init; }

    public StandInOptions Spotify { get; init; } = ScenarioSettings.Spotify;
}
