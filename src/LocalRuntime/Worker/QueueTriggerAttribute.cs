namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs the function for each message of an Azure Storage queue.</summary>
/// <param name="queueName">The queue; <c>%Setting%</c> is resolved from the app settings.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class QueueTriggerAttribute(string queueName) : Attribute
{
    /// <summary>The queue's name.</summary>
    public string QueueName { get; } = queueName;

    /// <summary>The app setting that holds the connection string; <c>AzureWebJobsStorage</c> when not set.</summary>
    public string? Connection { get; set; }
}
