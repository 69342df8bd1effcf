using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Grpc.Core;
using LocalHost.Logging;

namespace LocalHost.Worker;

/// <summary>One worker process and the gRPC stream that it opened: what is asked of it, what it runs, what it answers.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A token source without a timer holds nothing, and its token is looked at after the end.")]
internal sealed class RunningWorker
{
    private readonly Channel<StreamingMessage> outgoing = Channel.CreateUnbounded<StreamingMessage>(new() { SingleReader = true });
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> questions = new();
    private readonly ConcurrentDictionary<string, Invocation> running = new();
    private readonly TaskCompletionSource connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource gone = new();
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

    /// <summary>Where the worker serves HTTP; known once it is ready.</summary>
    public string HttpUri { get; set; } = "";

    /// <summary>Completes when the worker has opened its stream.</summary>
    public Task Connected => connected.Task;

    /// <summary>Completes when the process is gone, with its exit code and why it ended.</summary>
    public Task<WorkerEnd> Ended { get; }

    /// <summary>Cancelled when the worker has ended, so that nobody waits for an answer of its web server.</summary>
    public CancellationToken Gone => gone.Token;

    public void Send(StreamingMessage message) => outgoing.Writer.TryWrite(message);

    /// <summary>Sends a request and waits for its answer; they are matched by request id, as answers come in any order.</summary>
    public async Task<StreamingMessage> AskAsync(StreamingMessage request, TimeSpan limit)
    {
        request.RequestId = Guid.NewGuid().ToString();
        var answer = questions[request.RequestId] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Send(request);
        return await answer.Task.WaitAsync(limit);
    }

    public Invocation Invoke(string id, Function function, TypedData input, IEnumerable<KeyValuePair<string, TypedData>>? metadata = null)
    {
        // Without a trace context, even an empty one, the worker fails the invocation.
        var request = new InvocationRequest { InvocationId = id, FunctionId = function.Id, TraceContext = new() };
        request.InputData.Add(new ParameterBinding { Name = function.Parameter, Data = input });
        foreach (var (name, value) in metadata ?? [])
            request.TriggerMetadata[name] = value;
        var invocation = running[id] = new(id, function, this);
        Send(new() { InvocationRequest = request });
        if (broken.Task.IsCompleted)
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
        var writing = WriteAsync();
        try
        {
            while (await reader.MoveNext(cancellation))
                Receive(reader.Current);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or InvalidOperationException)
        {
            // The connection is gone; below it makes no difference how.
        }

        outgoing.Writer.TryComplete();
        await writing;
        // A worker whose stream is gone goes on for ever without noticing. One that is ending needs a moment to be gone by itself.
        await ((Task)Ended).WaitAsync(TimeSpan.FromSeconds(1), CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Break("its gRPC stream ended");

        async Task WriteAsync()
        {
            try
            {
                await foreach (var message in outgoing.Reader.ReadAllAsync(cancellation))
                    await writer.WriteAsync(message, cancellation);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or InvalidOperationException)
            {
                // The reading side notices as well, and acts.
            }
        }
    }

    private void Receive(StreamingMessage message)
    {
        switch (message.ContentCase)
        {
            case StreamingMessage.ContentOneofCase.RpcLog:
                logs.Write(message.RpcLog, running.GetValueOrDefault(message.RpcLog.InvocationId));
                break;
            case StreamingMessage.ContentOneofCase.InvocationResponse:
                if (running.TryRemove(message.InvocationResponse.InvocationId, out var invocation))
                    invocation.Complete(message.InvocationResponse.Result);
                break;
            default:
                if (questions.TryRemove(message.RequestId, out var answer))
                    answer.TrySetResult(message);
                break;
        }
    }

    private async Task<WorkerEnd> EndAsync()
    {
        var exitCode = await process.Exited;
        broken.TrySetResult($"it exited with code {exitCode}");
        var reason = await broken.Task;
        FailAll(reason);
        return new(exitCode, reason);
    }

    private void FailAll(string reason)
    {
        connected.TrySetException(new WorkerStartException(reason));
        foreach (var id in questions.Keys)
        {
            if (questions.TryRemove(id, out var answer))
                answer.TrySetException(new WorkerStartException(reason));
        }

        foreach (var id in running.Keys)
        {
            if (running.TryRemove(id, out var invocation))
                invocation.Fail($"The worker ended: {reason}.");
        }

        gone.Cancel();
    }
}

/// <summary>How a worker ended.</summary>
internal sealed record WorkerEnd(int ExitCode, string Reason);

/// <summary>A worker that did not become ready.</summary>
internal sealed class WorkerStartException(string message) : Exception(message);
