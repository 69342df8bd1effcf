using Azure.Core;
using Azure.Storage.Queues;
using LocalRuntime.Functions;
using LocalRuntime.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace LocalRuntime.Queues;

/// <summary>The queue of a trigger and the queue for its poison messages.</summary>
/// <param name="Queue">Bodies are read and written as they are: decoding is ours, since what cannot be decoded must be moved on unchanged.</param>
/// <param name="Poison">Null for a queue that is a poison queue itself.</param>
internal sealed record QueueConnection(QueueClient Queue, QueueClient? Poison)
{
    private const string PoisonSuffix = "-poison";

    public static QueueConnection Of(Function function, QueueTriggerAttribute trigger, IConfiguration configuration)
    {
        var queueName = configuration.Resolve(trigger.QueueName, function);
        var setting = trigger.Connection ?? "AzureWebJobsStorage";
        string?[] candidates = [configuration[setting], configuration["AzureWebJobs" + setting]];
        var connectionString = candidates.FirstOrDefault(text => !string.IsNullOrEmpty(text))
            ?? throw new StartFailedException($"The setting {setting} is missing; function {function.Name} needs it to reach its queue.");
        try
        {
            var queue = new QueueClient(connectionString, queueName, Options());
            return queueName.EndsWith(PoisonSuffix, StringComparison.Ordinal)
                ? new QueueConnection(queue, null)
                : new QueueConnection(queue, new QueueClient(connectionString, queueName + PoisonSuffix, Options()));
        }
        catch (FormatException)
        {
            throw new StartFailedException($"The setting {setting} is not a storage connection string.");
        }
    }

    // An emulator on the same machine answers at once or hangs: short waits, few tries.
    private static QueueClientOptions Options() => new()
    {
        MessageEncoding = QueueMessageEncoding.None,
        Retry =
        {
            Mode = RetryMode.Exponential,
            MaxRetries = 3,
            Delay = TimeSpan.FromMilliseconds(200),
            MaxDelay = TimeSpan.FromSeconds(2),
            NetworkTimeout = TimeSpan.FromSeconds(12),
        },
    };
}
