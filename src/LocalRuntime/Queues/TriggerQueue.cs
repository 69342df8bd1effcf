using System.Reflection;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace LocalRuntime.Queues;

/// <summary>The queue of a trigger and the queue for its poison messages.</summary>
/// <param name="Queue">Bodies are read and written as they are: decoding is ours, since what cannot be decoded must be moved on unchanged.</param>
/// <param name="Poison">Null for a queue that is a poison queue itself.</param>
internal sealed record TriggerQueue(QueueClient Queue, QueueClient? Poison)
{
    private const string PoisonSuffix = "-poison";

    public static TriggerQueue Of(Function function, QueueTriggerAttribute trigger, IConfiguration configuration)
    {
        function.RequireParameters(parameter => parameter == function.TriggerParameter
            && (parameter.ParameterType == typeof(QueueMessage)
                || parameter.ParameterType == typeof(BinaryData)
                || parameter.ParameterType == typeof(string)));
        var name = configuration.Resolve(trigger.QueueName, function);
        var setting = trigger.Connection ?? "AzureWebJobsStorage";
        string?[] candidates = [configuration[setting], configuration["AzureWebJobs" + setting]];
        var connection = candidates.FirstOrDefault(text => !string.IsNullOrEmpty(text))
            ?? throw new StartFailedException($"The setting {setting} is missing; function {function.Name} needs it to reach its queue.");
        try
        {
            var poison = name.EndsWith(PoisonSuffix, StringComparison.Ordinal) ? null : Client(connection, name + PoisonSuffix);
            return new TriggerQueue(Client(connection, name), poison);
        }
        catch (FormatException)
        {
            throw new StartFailedException($"The setting {setting} is not a storage connection string.");
        }
    }

    public static object Bind(QueueMessage message, BinaryData body, ParameterInfo parameter) =>
        parameter.ParameterType == typeof(BinaryData) ? body
        : parameter.ParameterType == typeof(string) ? body.ToString()
        : QueuesModelFactory.QueueMessage(
            message.MessageId, message.PopReceipt, body, message.DequeueCount, message.NextVisibleOn, message.InsertedOn, message.ExpiresOn);

    // An emulator on the same machine answers at once or hangs: short waits, few tries.
    private static QueueClient Client(string connection, string name) => new(connection, name, new QueueClientOptions
    {
        MessageEncoding = QueueMessageEncoding.None,
        Retry =
        {
            Delay = TimeSpan.FromMilliseconds(200),
            MaxDelay = TimeSpan.FromSeconds(2),
            NetworkTimeout = TimeSpan.FromSeconds(12),
        },
    });
}
