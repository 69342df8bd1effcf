using Azure.Storage.Queues;

namespace LocalRuntime.Queues;

/// <summary>The queue of a trigger and the queue for its poison messages.</summary>
/// <param name="Main">Bodies are read and written as they are: what cannot be decoded must be moved on unchanged.</param>
/// <param name="Poison">Null for a queue that is a poison queue itself.</param>
internal sealed record TriggerQueue(QueueClient Main, QueueClient? Poison)
{
    public static TriggerQueue Of(Function function, QueueTriggerAttribute trigger, IConfiguration configuration)
    {
        function.RequireParameters(parameter => parameter == function.TriggerParameter && MessageBody.CanBind(parameter.ParameterType));
        var name = configuration.Resolve(trigger.QueueName, function);
        var setting = trigger.Connection ?? "AzureWebJobsStorage";
        if ((configuration[setting] ?? configuration["AzureWebJobs" + setting]) is not { Length: > 0 } connection)
            throw new StartFailedException($"The setting {setting} is missing; function {function.Name} needs it to reach its queue.");
        try
        {
            var isPoison = name.EndsWith("-poison", StringComparison.Ordinal);
            return new(Client(connection, name), isPoison ? null : Client(connection, name + "-poison"));
        }
        catch (FormatException)
        {
            throw new StartFailedException($"The setting {setting} is not a storage connection string.");
        }
    }

    // An emulator on the same machine answers at once or hangs: short waits.
    private static QueueClient Client(string connection, string name) => new(connection, name, new QueueClientOptions
    {
        MessageEncoding = QueueMessageEncoding.None,
        Retry = { Delay = TimeSpan.FromMilliseconds(200), MaxDelay = TimeSpan.FromSeconds(2), NetworkTimeout = TimeSpan.FromSeconds(12) },
    });
}
