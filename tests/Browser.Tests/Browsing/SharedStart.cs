namespace Browser.Tests.Browsing;

/// <summary>Something that is started once for several collections and ends with the last of them.</summary>
/// <param name="start">How it starts.</param>
internal sealed class SharedStart<T>(Func<Task<T>> start)
    where T : IAsyncDisposable
{
    private readonly Lock turn = new();
    private Task<T>? started;
    private int users;

    public Task<T> TakeAsync()
    {
        lock (turn)
        {
            users++;
            return started ??= start();
        }
    }

    public async Task GiveBackAsync()
    {
        Task<T>? last;
        lock (turn)
        {
            if (--users > 0)
                return;
            (last, started) = (started, null);
        }

        if (last?.IsCompletedSuccessfully == true)
            await (await last).DisposeAsync();
    }
}
