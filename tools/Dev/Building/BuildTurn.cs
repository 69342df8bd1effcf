using Dev.Checkout;

namespace Dev.Building;

/// <summary>Lets only one script of a checkout build at a time: two builds into the same folder break each other.</summary>
internal static class BuildTurn
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public static async Task<IDisposable> TakeAsync(Repository repository, CancellationToken stop)
    {
        Directory.CreateDirectory(repository.Memory);
        var path = Path.Combine(repository.Memory, "build-turn");
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(Pause, stop);
            }
        }
    }
}
