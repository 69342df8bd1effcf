namespace Dev.Push;

/// <summary>What the user asked for.</summary>
internal sealed record PushRequest
{
    /// <summary>
    /// The most that is sent in one request; what is longer goes through the container. The Functions host takes 100 MiB, in which it counts
    /// the frames of the chunks too.
    /// </summary>
    public const long MostByHttp = 99 * 1024 * 1024;

    public required string File { get; init; }

    /// <summary>Name of a source of the kind OfflineFile.</summary>
    public required string Source { get; init; }

    public required Uri App { get; init; }

    public string? Key { get; init; }

    /// <summary>Null: by the size of the file.</summary>
    public PushVia? Via { get; init; }

    /// <summary>Address of the container with a shared access signature; null: from the app's storage settings.</summary>
    public string? ContainerUrl { get; init; }

    /// <summary>How long to wait for the report of a file in the container.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long one try of one block of 8 MiB may take on the way into the container. The default is enough for a line of 0.12 Mbit/s.</summary>
    public TimeSpan BlockLimit { get; init; } = TimeSpan.FromMinutes(10);

    public PushVia Choose(long length) => Via ?? (length > MostByHttp || ContainerUrl is not null ? PushVia.Container : PushVia.Http);
}

/// <summary>The two ways into the app.</summary>
internal enum PushVia
{
    /// <summary>One request to the app, which answers with the report.</summary>
    Http,

    /// <summary>A blob in the container <c>offline-conversions</c>, which the app picks up on its schedule.</summary>
    Container,
}

/// <summary>Environment variables for what should not stand on a command line, where other users of the machine see it.</summary>
internal static class PushEnvironment
{
    public const string Url = "SPOTIFY_CAPI_URL";

    public const string Key = "SPOTIFY_CAPI_FUNCTION_KEY";

    public const string ContainerUrl = "SPOTIFY_CAPI_CONTAINER_URL";
}
