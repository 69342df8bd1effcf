using System.Text;
using SpotifyCapi.Spotify;

namespace SpotifyCapi.Tests.Spotify;

/// <summary>
/// The exact bytes of each request, a line in <c>Golden/&lt;profile&gt;.txt</c> behind its name. A changed byte is a change of what Spotify receives,
/// so it must be wanted: <c>SPOTIFY_CAPI_WRITE_GOLDEN=1</c> writes them anew and fails every test that does so, then <c>git diff</c> shows the change.
/// </summary>
internal static class GoldenFile
{
    private static readonly bool Writes = Environment.GetEnvironmentVariable("SPOTIFY_CAPI_WRITE_GOLDEN") == "1";

    public static SortedDictionary<string, string> Read(Profile profile) => new(
        File.ReadAllLines(PathOf(profile)).Select(line => line.Split(' ', 2)).ToDictionary(line => line[0], line => line[1]), StringComparer.Ordinal);

    public static void Check(Profile profile, string name, ReadOnlyMemory<byte> actual)
    {
        var requests = Read(profile);
        if (Writes)
        {
            requests[name] = Encoding.UTF8.GetString(actual.Span);
            File.WriteAllText(PathOf(profile), string.Concat(requests.Select(request => $"{request.Key} {request.Value}\n")));
            Assert.Fail($"{profile}/{name} was written. Look at the difference, and run without SPOTIFY_CAPI_WRITE_GOLDEN.");
        }

        Assert.True(requests.TryGetValue(name, out var expected), $"{profile}/{name} does not exist; see {nameof(GoldenFile)}.");
        Assert.Equal(expected, Encoding.UTF8.GetString(actual.Span));
        Assert.Equal(Encoding.UTF8.GetBytes(expected), actual.ToArray());
    }

    private static string PathOf(Profile profile) =>
        Path.Combine(Repository.Root, "tests", "SpotifyCapi.Tests", "Spotify", "Golden", $"{profile}.txt");
}
