using Grpc.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LocalHost.Worker;

/// <summary>The gRPC server that workers connect to.</summary>
internal static class RpcServer
{
    // Values of IResults with bytes come back through the stream, a third larger than the answer.
    private const int LargeWindow = 16 * 1024 * 1024;

    public static WebApplication Build(LoopbackPort port, Workers workers, ILoggerFactory loggers)
    {
        var server = port.Build(loggers, HttpProtocols.Http2, Configure, services =>
        {
            services.AddGrpc(options => options.MaxReceiveMessageSize = options.MaxSendMessageSize = null);
            services.AddSingleton(workers);
        });
        server.MapGrpcService<EventStreams>();
        return server;
    }

    private static void Configure(KestrelServerOptions kestrel)
    {
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.Http2.InitialConnectionWindowSize = LargeWindow;
        kestrel.Limits.Http2.InitialStreamWindowSize = LargeWindow;
    }
}

/// <summary>The one method of the protocol: a stream for each worker.</summary>
internal sealed class EventStreams(Workers workers) : FunctionRpc.FunctionRpcBase
{
    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context)
    {
        if (!await requestStream.MoveNext(context.CancellationToken) || workers.Find(requestStream.Current.StartStream?.WorkerId ?? "") is not { } worker)
            throw new Grpc.Core.RpcException(new Status(StatusCode.PermissionDenied, "Not a worker of this host."));
        await worker.ServeAsync(requestStream, responseStream, context.CancellationToken);
    }
}
