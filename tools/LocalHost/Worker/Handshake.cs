namespace LocalHost.Worker;

/// <summary>What host and worker say to each other before the first invocation, in the genuine host's order and with its limits.</summary>
internal static class Handshake
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan InitLimit = TimeSpan.FromSeconds(10);

    public static async Task InitAsync(RunningWorker worker, string app)
    {
        await WithinAsync(worker.Connected.WaitAsync(StartLimit), "did not connect within a minute");
        var request = new WorkerInitRequest { HostVersion = "4.1037.0", WorkerDirectory = app, FunctionAppDirectory = app };
        request.Capabilities["MultiStream"] = "10";
        var answer = worker.AskAsync(new() { WorkerInitRequest = request }, InitLimit);
        await WithinAsync(answer, "did not answer the init request");
        var response = (await answer).WorkerInitResponse;
        Succeeded(response.Result, "refused the init request");
        worker.HttpUri = response.Capabilities.GetValueOrDefault("HttpUri", "");
    }

    public static async Task<IReadOnlyList<RpcFunctionMetadata>> MetadataAsync(RunningWorker worker, string app)
    {
        var answer = worker.AskAsync(new() { FunctionsMetadataRequest = new() { FunctionAppDirectory = app } }, StartLimit);
        await WithinAsync(answer, "did not tell its functions");
        var response = (await answer).FunctionMetadataResponse;
        Succeeded(response.Result, "could not tell its functions");
        return response.FunctionMetadataResults;
    }

    /// <summary>Loads the functions all at once. One that does not load is told and left out, the others run.</summary>
    public static Task LoadAsync(RunningWorker worker, IEnumerable<Function> functions, ILogger logger) =>
        Task.WhenAll(functions.Select(async function =>
        {
            var request = new FunctionLoadRequest { FunctionId = function.Id, Metadata = function.Metadata };
            var answer = worker.AskAsync(new() { FunctionLoadRequest = request }, StartLimit);
            await WithinAsync(answer, $"did not load function {function.Name}");
            var result = (await answer).FunctionLoadResponse.Result;
            if (result.Status != StatusResult.Types.Status.Success)
                logger.LogError("Function {Function} did not load: {Reason}", function.Name, result.Exception?.Message);
        }));

    private static async Task WithinAsync(Task answer, string otherwise)
    {
        try
        {
            await answer;
        }
        catch (TimeoutException)
        {
            throw new WorkerStartException("it " + otherwise);
        }
    }

    private static void Succeeded(StatusResult result, string otherwise)
    {
        if (result.Status != StatusResult.Types.Status.Success)
            throw new WorkerStartException($"it {otherwise}: {result.Exception?.Message}");
    }
}
