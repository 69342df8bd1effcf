namespace Dev.Push;

/// <summary>Environment variables for what should not stand on a command line, where other users of the machine see it.</summary>
internal static class PushEnvironment
{
    public const string Url = "SPOTIFY_CAPI_URL";

    public const string Key = "SPOTIFY_CAPI_FUNCTION_KEY";

    public const string ContainerUrl = "SPOTIFY_CAPI_CONTAINER_URL";
}
