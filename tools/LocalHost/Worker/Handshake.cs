using System.Net.Sockets;

namespace LocalHost.Worker;

/// <summary>What host and worker say to each other before the first invocation, in the genuine host's order.</summary>
internal static class Handshake
{
    // For each step. The genuine host allows an init only ten seconds; a busy machine of a developer is no broken worker.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(25);

    public static async Task InitAsync(RunningWorker worker, string app)
    {
        await worker.Connected.WaitAsync(Limit);
        var request = new WorkerInitRequest { HostVersion = "4.1037.0", WorkerDirectory = app, FunctionAppDirectory = app };
        request.Capabilities["MultiStream"] = "10";
        var response = (await worker.AskAsync(new() { WorkerInitRequest = request }).WaitAsync(Limit)).WorkerInitResponse;
        Check(response.Result);
        worker.HttpUri = response.Capabilities.GetValueOrDefault("HttpUri")
            ?? throw new WorkerStartException("it serves no HTTP; this host needs ConfigureFunctionsWebApplication");
        await ListeningAsync(new(worker.HttpUri)).WaitAsync(Limit);
    }

    public static async Task<IReadOnlyList<RpcFunctionMetadata>> MetadataAsync(RunningWorker worker, string app)
    {
        var request = new FunctionsMetadataRequest { FunctionAppDirectory = app };
        var response = (await worker.AskAsync(new() { FunctionsMetadataRequest = request }).WaitAsync(Limit)).FunctionMetadataResponse;
        Check(response.Result);
        return response.FunctionMetadataResults;
    }

    /// <summary>Loads the functions all at once. One that does not load is told and left out, the others run.</summary>
    public static Task LoadAsync(RunningWorker worker, IEnumerable<Function> functions, ILogger logger) =>
        Task.WhenAll(functions.Select(async function =>
        {
            var request = new FunctionLoadRequest { FunctionId = function.Id, Metadata = function.Metadata };
            var result = (await worker.AskAsync(new() { FunctionLoadRequest = request }).WaitAsync(Limit)).FunctionLoadResponse.Result;
            if (result.Status != StatusResult.Types.Status.Success)
                logger.LogError("Function {Function} did not load: {Reason}", function.Name, result.Exception?.Message);
        }));

    // A worker says that it is ready a moment before its web server listens. The genuine host tries again with each request.
    private static async Task ListeningAsync(Uri address)
    {
        while (true)
        {
            using var connection = new TcpClient();
            try
            {
                await connection.ConnectAsync(address.Host, address.Port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(RetryPause);
            }
        }
    }

    private static void Check(StatusResult result)
    {
        if (result.Status != StatusResult.Types.Status.Success)
            throw new WorkerStartException($"it failed to start: {result.Exception?.Message}");
    }
}
