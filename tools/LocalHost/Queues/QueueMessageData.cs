using Google.Protobuf;
using Microsoft.Azure.WebJobs;

namespace LocalHost.Queues;

/// <summary>A queue message as it crosses to the worker.</summary>
internal static class QueueMessageData
{
    /// <summary>The whole message for functions that bind it lazily, else its text or its bytes.</summary>
    public static TypedData Input(Function function, ParameterBindingData message, JsonElement json)
    {
        var lazily = function.Trigger.TryGetProperty("properties", out var properties)
            && properties.TryGetProperty("supportsDeferredBinding", out var deferred)
            && deferred.ToString().Equals("true", StringComparison.OrdinalIgnoreCase);
        if (!lazily)
        {
            return "binary".Equals(function.Text("dataType"), StringComparison.OrdinalIgnoreCase)
                ? new() { Bytes = ByteString.CopyFrom(json.GetProperty("Body").GetBytesFromBase64()) }
                : new() { String = json.GetProperty("MessageText").GetString() };
        }

        var content = UnsafeByteOperations.UnsafeWrap(message.Content.ToMemory());
        return new()
        {
            ModelBindingData = new() { Version = message.Version, Source = message.Source, ContentType = message.ContentType, Content = content },
        };
    }

    /// <summary>What the genuine host tells of the message beside it, for parameters such as <c>dequeueCount</c>.</summary>
    public static IEnumerable<KeyValuePair<string, TypedData>> Metadata(JsonElement message)
    {
        // The worker's invocation fails when it finds a TypedData.int there.
        yield return new("DequeueCount", new() { Json = message.GetProperty("DequeueCount").GetRawText() });
        (string Name, string Property)[] texts =
        [
            ("QueueTrigger", "MessageText"), ("Id", "MessageId"), ("PopReceipt", "PopReceipt"),
            ("InsertionTime", "InsertedOn"), ("ExpirationTime", "ExpiresOn"), ("NextVisibleTime", "NextVisibleOn"),
        ];
        foreach (var (name, property) in texts)
            yield return new(name, new() { String = message.GetProperty(property).ToString() });
    }
}
