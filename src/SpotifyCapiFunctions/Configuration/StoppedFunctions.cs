using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SpotifyCapiFunctions.Configuration;

/// <summary>Names of the functions that no caller invokes; what watches them must not know their classes.</summary>
internal static class FunctionNames
{
    public const string Deliver = "DeliverConversions";
    public const string ArchivePoison = "ArchivePoisonMessage";
    public const string Erase = "ErasePersonalData";
    public const string ResumeReplays = "ResumeReplays";
    public const string PushOffline = "PushOfflineConversions";
}

/// <summary>
/// Functions without a caller who would notice that the host does not run them. Everything else works, so the app starts; health and the log say it.
/// </summary>
internal static class StoppedFunctions
{
    private static readonly string[] Needed = [FunctionNames.Deliver, FunctionNames.ArchivePoison, FunctionNames.Erase, FunctionNames.ResumeReplays];

    /// <summary>Finds them, and says what to set. The scheduled push counts only where a source of files is configured.</summary>
    public static IReadOnlyList<string> Find(IConfiguration configuration, bool hasFiles)
    {
        var stopped = Needed.Where(name => IsDisabled(configuration, name)).Select(Sentence).ToList();
        if (hasFiles)
        {
            const string push = FunctionNames.PushOffline;
            var problem = IsDisabled(configuration, push) ? Sentence(push)
                : PushSchedule.Problem(configuration) is { } why ? $"{push} does not run: {why}"
                : null;
            stopped.AddRange(problem is null ? [] : [problem]);
        }

        return stopped;
    }

    private static string Sentence(string function) => $"{function} does not run: AzureWebJobs.{function}.Disabled switches it off; remove that setting.";

    // As the host reads it, and with the __ that Linux needs.
    private static bool IsDisabled(IConfiguration configuration, string function) =>
        (configuration[$"AzureWebJobs.{function}.Disabled"] ?? configuration[$"AzureWebJobs:{function}:Disabled"])?.Trim() is { } value
        && (value == "1" || value.Equals("true", StringComparison.OrdinalIgnoreCase));
}

/// <summary>
/// Logs at the start which settings are unknown, most often typing mistakes, which functions the host does not run because of its settings, and
/// days of a schedule that few expect.
/// </summary>
internal sealed partial class UnusedSettings(AppSettings settings, TimeProvider time, ILogger<UnusedSettings> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var name in settings.Unused)
            LogUnused(logger, name);

        foreach (var sentence in settings.StoppedFunctions)
            LogStopped(logger, sentence);

        foreach (var sentence in settings.Doubts)
            LogDoubt(logger, sentence);

        foreach (var sentence in settings.SharedNumbers)
            LogShared(logger, sentence);

        if (settings is { FileSources.Count: > 0, OfflinePush.Schedule: { } schedule }
            && PushSchedule.RareDays(schedule, time.GetLocalNow().DateTime) is { } days)
        {
            LogRareDays(logger, schedule, days);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(9001, LogLevel.Warning, "Unknown setting {Name} is ignored", EventName = "9001")]
    private static partial void LogUnused(ILogger logger, string name);

    [LoggerMessage(9002, LogLevel.Warning, "{Sentence}", EventName = "9002")]
    private static partial void LogStopped(ILogger logger, string sentence);

    [LoggerMessage(9003, LogLevel.Warning, "{Sentence}", EventName = "9003")]
    private static partial void LogShared(ILogger logger, string sentence);

    [LoggerMessage(
        9004, LogLevel.Warning, "OfflinePushSchedule {Schedule} names days of the month and days of the week; the host runs it on days that are both: {Days}",
        EventName = "9004")]
    private static partial void LogRareDays(ILogger logger, string schedule, string days);

    [LoggerMessage(9005, LogLevel.Warning, "{Sentence}", EventName = "9005")]
    private static partial void LogDoubt(ILogger logger, string sentence);
}
