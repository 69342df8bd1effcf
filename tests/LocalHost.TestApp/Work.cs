using System.Globalization;
using System.Text;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace LocalHost.TestApp;

/// <summary>Functions on queues and timers. They tell by log lines what they were given.</summary>
public sealed partial class Work(ILogger<Work> logger)
{
    /// <param name="message">Its body is a number of milliseconds, "fail" or "endless", then anything.</param>
    /// <param name="cancellation">Ends the work early.</param>
    [Function("Work")]
    public async Task RunAsync([QueueTrigger("%WorkQueue%")] QueueMessage message, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(message);
        var body = message.Body.ToString();
        Tell(logger, $"began {body}, time {message.DequeueCount}");
        switch (body.Split(' ')[0])
        {
            case "fail":
                throw new InvalidOperationException($"no luck with {body}");
            case "endless":
                await Task.Delay(Timeout.Infinite, cancellation);
                break;
            default:
                await Task.Delay(int.Parse(body.Split(' ')[0], CultureInfo.InvariantCulture), CancellationToken.None);
                break;
        }

        Tell(logger, $"ended {body}, time {message.DequeueCount}");
    }

    [Function("TextMessage")]
    public void Text([QueueTrigger("%TextQueue%")] string message, string id, int dequeueCount) =>
        Tell(logger, $"text {message}, an id of {id?.Length}, time {dequeueCount}");

    [Function("BytesMessage")]
    public void Bytes([QueueTrigger("%BytesQueue%")] byte[] message) => Tell(logger, $"bytes {Encoding.UTF8.GetString(message)}");

    /// <summary>A message that costs nothing but its way here; the load test compares the product with it.</summary>
    [Function("Take")]
    public void Take([QueueTrigger("take")] QueueMessage message)
    {
        // Taken.
    }

    [Function("Underscores")]
    public void Underscores([QueueTrigger("%Under__Scores%")] string message) => Tell(logger, message);

    [Function("AtStart")]
    public void AtStart([TimerTrigger("%Rhythm%", RunOnStartup = true)] TimerInfo timer) =>
        Tell(logger, $"at start, last {timer?.ScheduleStatus?.Last.Year}, past due {timer?.IsPastDue}");

    /// <summary>Takes longer than its schedule leaves it.</summary>
    [Function("EverySecond")]
    public async Task EverySecondAsync([TimerTrigger("* * * * * *")] TimerInfo timer)
    {
        Tell(logger, "tick");
        await Task.Delay(1500);
        Tell(logger, "tock");
    }

    [LoggerMessage(1, LogLevel.Information, "{What}")]
    private static partial void Tell(ILogger logger, string what);
}
