using System.Collections.Concurrent;
using System.Threading.Channels;
using Grpc.Core;

namespace LocalHost.Worker;

/// <summary>One worker process and the gRPC stream that it opened: what is asked of it, what it runs, what it answers.</summary>
internal sealed class RunningWorker
{
    private readonly Channel<StreamingMessage> outgoing = Channel.CreateUnbounded<StreamingMessage>(new() { SingleReader = true });
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> questions = new();
    private readonly ConcurrentDictionary<string, Invocation> running = new();
    private readonly TaskCompletionSource connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WorkerLogs logs;
    private readonly WorkerProcess process;

    public RunningWorker(WorkerApp app, string hostAddress, WorkerLogs logs)
    {
        this.logs = logs;
        process = WorkerProcess.Start(app, Id, hostAddress, logs.WriteConsole);
        Ended = EndAsync();
    }

    public string Id { get; } = Guid.NewGuid().ToString();
    public int ProcessId => process.Id;
    public bool IsBroken => broken.Task.IsCompleted;

    /// <summary>Completes when the worker has opened its stream.</summary>
    public Task Connected => connected.Task;

    /// <summary>Completes when the process is gone, with its exit code and why it ended.</summary>
    public Task<(int ExitCode, string Reason)> Ended { get; }

    /// <summary>Where the worker serves HTTP; known once it is ready.</summary>
    public string HttpUri { get; set; } = "";

    public void Send(StreamingMessage message) => outgoing.Writer.TryWrite(message);

    /// <summary>Sends a request and waits for its answer; they are matched by request id, as answers come in any order.</summary>
    public Task<StreamingMessage> AskAsync(StreamingMessage request)
    {
        request.RequestId = Guid.NewGuid().ToString();
        var answer = questions[request.RequestId] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Send(request);
        return answer.Task;
    }

    public Invocation Invoke(string id, Function function, TypedData input, IEnumerable<KeyValuePair<string, TypedData>> metadata)
    {
        // Without a trace context, even an empty one, the worker fails the invocation.
        var request = new InvocationRequest { InvocationId = id, FunctionId = function.Id, TraceContext = new() };
        request.InputData.Add(new ParameterBinding { Name = function.Parameter, Data = input });
        foreach (var (name, value) in metadata)
            request.TriggerMetadata[name] = value;
        var invocation = running[id] = new(id, function, this);
        Send(new() { InvocationRequest = request });
        if (IsBroken)
            FailAll(broken.Task.Result);
        return invocation;
    }

    public void CancelAll()
    {
        foreach (var invocation in running.Values)
            invocation.Cancel();
    }

    /// <summary>Ends the worker at once; everything that it had to answer fails.</summary>
    public void Break(string reason)
    {
        broken.TrySetResult(reason);
        process.Kill();
        FailAll(reason);
    }

    /// <summary>Serves the stream until either side ends it.</summary>
    public async Task ServeAsync(IAsyncStreamReader<StreamingMessage> reader, IServerStreamWriter<StreamingMessage> writer, CancellationToken cancellation)
    {
        connected.TrySetResult();
        // How the connection ended makes no difference.
        await Task.WhenAny(ReadAsync(), WriteAsync());
        outgoing.Writer.TryComplete();
        // A worker whose stream is gone goes on for ever without noticing. One that is ending needs a moment to be gone by itself.
        await ((Task)Ended).WaitAsync(TimeSpan.FromSeconds(1), CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Break("its gRPC stream ended");

        async Task ReadAsync()
        {
            while (await reader.MoveNext(cancellation))
                Receive(reader.Current);
        }

        async Task WriteAsync()
        {
            await foreach (var message in outgoing.Reader.ReadAllAsync(cancellation))
                await writer.WriteAsync(message, cancellation);
        }
    }

    private void Receive(StreamingMessage message)
    {
        if (message.RpcLog is { } log)
            logs.Write(log, running.GetValueOrDefault(log.InvocationId)?.Function);
        else if (message.InvocationResponse is { } response && running.TryRemove(response.InvocationId, out var invocation))
            invocation.Complete(response.Result);
        else if (questions.TryRemove(message.RequestId, out var answer))
            answer.TrySetResult(message);
    }

    private async Task<(int ExitCode, string Reason)> EndAsync()
    {
        var exitCode = await process.Exited;
        broken.TrySetResult($"it exited with code {exitCode}");
        FailAll(broken.Task.Result);
        return (exitCode, broken.Task.Result);
    }

    private void FailAll(string reason)
    {
        connected.TrySetException(new WorkerStartException(reason));
        foreach (var answer in questions.Values)
            answer.TrySetException(new WorkerStartException(reason));
        foreach (var invocation in running.Values)
            invocation.Fail($"The worker ended: {reason}.");
    }
}

/// <summary>A worker that did not become ready.</summary>
internal sealed class WorkerStartException(string message) : Exception(message);
