using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;

namespace LocalRuntime.TestApp;

/// <summary>Takes a message for as long as its body says, and tells about both ends in a file.</summary>
public sealed class Work(Microsoft.Extensions.Configuration.IConfiguration configuration)
{
    /// <param name="message">Its body is a number of milliseconds.</param>
    /// <param name="cancellation">Ends the work early.</param>
    [Function("Work")]
    public async Task RunAsync([QueueTrigger("%WorkQueue%")] QueueMessage message, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(message);
        Tell($"began {message.DequeueCount}");
        await Task.Delay(int.Parse(message.Body.ToString(), System.Globalization.CultureInfo.InvariantCulture), cancellation);
        Tell($"ended {message.DequeueCount}");
    }

    private void Tell(string what) => File.AppendAllText(configuration["WorkLog"]!, what + Environment.NewLine);
}
