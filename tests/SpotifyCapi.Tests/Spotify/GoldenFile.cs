using System.Text;

namespace SpotifyCapi.Tests.Spotify;

/// <summary>
/// The exact bytes of a request, as a file under <c>Golden/&lt;profile&gt;/</c>. A changed byte is a change of what Spotify receives, so it must be
/// wanted: <c>SPOTIFY_CAPI_WRITE_GOLDEN=1</c> writes the files anew and fails every test that does so, then <c>git diff</c> shows what changed.
/// </summary>
internal static class GoldenFile
{
    public static readonly string Folder = Path.Combine(Repository.Root, "tests", "SpotifyCapi.Tests", "Spotify", "Golden");

    private static readonly bool Writes = Environment.GetEnvironmentVariable("SPOTIFY_CAPI_WRITE_GOLDEN") == "1";

    public static void Check(string name, ReadOnlyMemory<byte> actual)
    {
        var path = Path.Combine(Folder, name);
        if (Writes)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, actual.Span);
            Assert.Fail($"{name} was written. Look at the difference, and run without SPOTIFY_CAPI_WRITE_GOLDEN.");
        }

        Assert.True(File.Exists(path), $"{name} does not exist; see {nameof(GoldenFile)}.");
        Assert.Equal(Encoding.UTF8.GetString(File.ReadAllBytes(path)), Encoding.UTF8.GetString(actual.Span));
        Assert.Equal(File.ReadAllBytes(path), actual.ToArray());
    }
}
