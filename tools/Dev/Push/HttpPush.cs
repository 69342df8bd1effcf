using System.Net;
using Dev.Output;

namespace Dev.Push;

/// <summary>
/// Sends the file in one request. The app answers when every row is in its place. What breaks on the way is sent again from the
/// beginning: the app knows the rows that it has.
/// </summary>
internal sealed class HttpPush(OfflineRoutes routes, ConversionFile file, Meter meter, TimeProvider time)
{
    private const int Tries = 6;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    /// <summary>How long an upload may stand still, or its answer take; then its connection counts as hung.</summary>
    public static TimeSpan Silence { get; } = TimeSpan.FromMinutes(10);

    public async Task<(PushReport? Report, Problem? Problem)> RunAsync(CancellationToken stop)
    {
        for (var tries = 1; ; tries++)
        {
            var (report, problem, again) = await SendAsync(first: tries == 1, stop);
            if (again is not { } pause || tries == Tries)
                return (report, problem);
            var why = problem?.Message ?? "The app was stopped.";
            meter.Note(string.Join(' ', [.. problem?.Details.Take(1) ?? [], why, $"Sending it again in {pause.TotalSeconds:0} s."]));
            await Task.Delay(pause, time, stop);
        }
    }

    private async Task<(PushReport? Report, Problem? Problem, TimeSpan? Again)> SendAsync(bool first, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(Silence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        try
        {
            using var answer = await routes.PostAsync(file, OnSent, either.Token);
            if (answer.StatusCode != HttpStatusCode.Accepted)
                return (null, await AppProblem.ReadAsync(answer, file.Length, either.Token), PauseAfter(answer, file.Length));
            var report = PushReport.TryParse(await answer.Content.ReadAsByteArrayAsync(either.Token));
            return (report, report is null ? OfflineRoutes.NotAReport : null, report is { IsInterrupted: true } ? Pause : null);
        }
        catch (HttpRequestException failed) when (failed.InnerException is EndOfStreamException changed)
        {
            return (null, new Problem(changed.Message), null);
        }
        catch (HttpRequestException failed)
        {
            // Nobody there at the first try is a wrong address; later it is an app that starts again.
            return (null, routes.Unreachable(failed), first && failed.HttpRequestError == HttpRequestError.ConnectionError ? null : Pause);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            return (null, new Problem($"Nothing moved for {Silence.TotalMinutes:0} minutes, so the connection to {routes.App} counts as hung."), Pause);
        }

        void OnSent(long sent)
        {
            limit.CancelAfter(Silence);
            ShowSent(sent);
        }
    }

    private static TimeSpan? PauseAfter(HttpResponseMessage answer, long sent) => answer.StatusCode switch
    {
        HttpStatusCode.ServiceUnavailable when answer.Headers.RetryAfter?.Delta is { } wait => wait < LongestPause ? wait : LongestPause,
        HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout => Pause,
        _ when AppProblem.IsOfALostWorker(answer, sent) => Pause,
        _ => null,
    };

    private void ShowSent(long sent)
    {
        var share = (double)sent / file.Length;
        var text = sent < file.Length
            ? $"Uploading {file.Name}, {ByteText.Of(sent)} of {ByteText.Of(file.Length)}"
            : $"Uploaded {file.Name}; the app reads the rest";
        meter.Show(text, share);
    }
}
