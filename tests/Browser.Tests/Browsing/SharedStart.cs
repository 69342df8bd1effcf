namespace Browser.Tests.Browsing;

/// <summary>Something that is started once for several collections and ends with the last of them.</summary>
/// <param name="start">How it starts.</param>
internal sealed class SharedStart<T>(Func<Task<T>> start)
    where T : IAsyncDisposable
{
    private readonly SemaphoreSlim gate = new(1);
    private Task<T>? started;
    private int users;

    public async Task<T> TakeAsync()
    {
        await gate.WaitAsync();
        try
        {
            users++;
            return await (started ??= start());
        }
        finally
        {
            gate.Release();
        }
    }

    public async Task GiveBackAsync()
    {
        await gate.WaitAsync();
        try
        {
            if (--users > 0 || started is null)
                return;
            if (started.IsCompletedSuccessfully)
                await (await started).DisposeAsync();
            started = null;
        }
        finally
        {
            gate.Release();
        }
    }
}
