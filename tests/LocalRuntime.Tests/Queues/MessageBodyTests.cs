using Microsoft.Azure.Functions.Worker;

namespace LocalRuntime.Tests.Queues;

public sealed class MessageBodyTests(AzuriteCollection.Storage storage) : QueueTest(storage)
{
    [Theory]
    [InlineData(typeof(TextFunction))]
    [InlineData(typeof(BinaryFunction))]
    [InlineData(typeof(QueueProbe.Function))]
    public async Task DecodedBody_IsBoundToTheParametersType(Type function)
    {
        await SendAsync("{\"text\":\"ü\"}");
        await using var app = await StartAsync([function]);

        await EmptyAsync();

        Assert.Equal("{\"text\":\"ü\"}", Assert.Single(Probe.Seen).Body);
    }

    public sealed class TextFunction(QueueProbe probe)
    {
        [Function("Text")]
        public void Run([QueueTrigger("%ProbeQueue%", Connection = "AzureWebJobsStorage")] string body, FunctionContext context) =>
            probe.Seen.Enqueue((context.FunctionDefinition.Name == "Text" ? body : "", 0));
    }

    public sealed class BinaryFunction(QueueProbe probe)
    {
        [Function("Binary")]
        public ValueTask RunAsync([QueueTrigger("%ProbeQueue%", Connection = "Storage")] BinaryData body)
        {
            probe.Seen.Enqueue((body.ToString(), 0));
            return ValueTask.CompletedTask;
        }
    }
}
