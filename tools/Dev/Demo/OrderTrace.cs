using System.Globalization;
using System.Net;
using Dev.Hosting;
using Dev.Output;

namespace Dev.Demo;

/// <summary>Sends the order and follows it from the webhook's 202 to Spotify's 200.</summary>
internal sealed class OrderTrace(Terminal terminal, TimeProvider time, App app, StandIn standIn, DemoCredentials credentials)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <returns>Null once Spotify's stand-in has answered 200 to exactly this order.</returns>
    public async Task<Problem?> RunAsync(DemoOrder order, CancellationToken stop)
    {
        terminal.Print("");
        terminal.Print($"Order {DemoOrder.Name}, event_id {order.EventId}", "bold");
        var trace = new TracePrinter(terminal, time);
        try
        {
            return await SendAsync(order, trace, stop) ?? await FollowAsync(order, trace, stop);
        }
        catch (Exception broken) when (broken is HttpRequestException or OperationCanceledException && !stop.IsCancellationRequested)
        {
            return new Problem($"No answer: {broken.Message}; the app's last lines are above.", AppLog.Readable(app.Process.RecentLines));
        }
    }

    private async Task<Problem?> SendAsync(DemoOrder order, TracePrinter trace, CancellationToken stop)
    {
        using var client = LocalHttp.Create(app.Address, TimeSpan.FromSeconds(15));
        using var request = DemoWebhook.For(order, credentials.WebhookSecret);
        using var answer = await client.SendAsync(request, stop);
        var status = string.Create(
            CultureInfo.InvariantCulture, $"POST {DemoWebhook.Path} (orders/paid, signed): {(int)answer.StatusCode} {answer.ReasonPhrase}");
        if (answer.StatusCode != HttpStatusCode.Accepted)
        {
            trace.Step("webhook", status, "red");
            return new Problem("The app did not accept the order; its answer is above.", [await answer.Content.ReadAsStringAsync(stop)]);
        }
        trace.Step("webhook", status, "green");
        trace.Step("queued", "durable in the storage queue, which is what 202 says");
        return null;
    }

    private async Task<Problem?> FollowAsync(DemoOrder order, TracePrinter trace, CancellationToken stop)
    {
        var seen = 0L;
        while (trace.Elapsed < Limit)
        {
            foreach (var request in await standIn.ReceivedAsync(order.EventId, seen, stop))
            {
                Show(request, trace);
                if (request.Status == (int)HttpStatusCode.OK)
                    return Conclude(request, order, trace);
                seen = request.Sequence;
            }
            if (app.Process.Exited.IsCompleted)
            {
                return new Problem(
                    $"The app ended with exit code {await app.Process.Exited} before the order was delivered; see above.",
                    AppLog.Remaining(app.Process.RecentLines));
            }
            await Task.Delay(Pause, stop);
        }
        return new Problem(
            $"The order was accepted but not delivered within {Limit.TotalSeconds:0} seconds; the app's last lines are above.",
            AppLog.Readable(app.Process.RecentLines));
    }

    private static void Show(ReceivedRequest request, TracePrinter trace)
    {
        trace.Step(request.ReceivedAt, "mapped", $"POST {request.Path}");
        if (request.Body is { } body)
            trace.Body(RedactedRequest.Lines(body));
        var answer = request.Status?.ToString(CultureInfo.InvariantCulture) ?? "no answer";
        var color = request.Status == (int)HttpStatusCode.OK ? "green" : "yellow";
        trace.Step(request.AnsweredAt, "Spotify", string.Join("; ", [answer, .. request.Messages]), color);
    }

    private static Problem? Conclude(ReceivedRequest request, DemoOrder order, TracePrinter trace)
    {
        if (request.Find(order.EventId) is not { } sent)
            return new Problem("Spotify's stand-in answered 200 but the order is not in the request that it shows.");
        if (DeliveryCheck.Difference(sent, order) is { } difference)
            return new Problem($"Delivered, but not what was ordered: {difference}.");
        trace.Step(request.AnsweredAt, "delivered", sent.ToString(), "green");
        return null;
    }
}

/// <summary>Prints the steps of one order with the milliseconds since it was sent.</summary>
internal sealed class TracePrinter(Terminal terminal, TimeProvider time)
{
    private const int Margin = 11;
    private readonly DateTimeOffset sent = time.GetUtcNow();

    public TimeSpan Elapsed => time.GetUtcNow() - sent;

    /// <summary>A step that has just been seen.</summary>
    public void Step(string name, string text, string? style = null) => Step(time.GetUtcNow(), name, text, style);

    /// <summary>A step whose time comes from another process of this machine.</summary>
    public void Step(DateTimeOffset at, string name, string text, string? style = null) =>
        terminal.Print(string.Create(CultureInfo.InvariantCulture, $"{(at - sent).TotalMilliseconds,6:0} ms  {name,-9}  {text}"), style);

    public void Body(IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
            terminal.Print(new string(' ', Margin) + line, "grey");
    }
}
