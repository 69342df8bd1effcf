using System.Net;

namespace Benchmarks.Load;

/// <summary>How long a shop waits after the app was started; the best of several starts, on a storage account that has its queue and containers.</summary>
/// <param name="Listening">From the start of the host until the worker is ready behind an open port.</param>
/// <param name="FirstAnswer">From the start of the host to the first 202.</param>
internal sealed record StartUp(TimeSpan Listening, TimeSpan FirstAnswer)
{
    public static async Task<StartUp> MeasureAsync(int starts)
    {
        await using var stack = await LoadStack.StartAsync();
        var events = new LoadEvents("start");
        var best = new StartUp(TimeSpan.MaxValue, TimeSpan.MaxValue);
        await AnswerAsync(stack, events);
        for (var i = 0; i < starts; i++)
        {
            stack.App.Kill();
            var began = TimeProvider.System.GetTimestamp();
            await stack.App.RestartAsync();
            var listening = TimeProvider.System.GetElapsedTime(began);
            await AnswerAsync(stack, events);
            var answered = TimeProvider.System.GetElapsedTime(began);
            best = answered < best.FirstAnswer ? new StartUp(listening, answered) : best;
        }

        return best;
    }

    private static async Task AnswerAsync(LoadStack stack, LoadEvents events)
    {
        using var message = events.Webhook().Message();
        using var answer = await stack.App.Http.SendAsync(message);
        if (answer.StatusCode != HttpStatusCode.Accepted)
            throw new InvalidOperationException($"The first answer was {answer.StatusCode}.");
    }
}
