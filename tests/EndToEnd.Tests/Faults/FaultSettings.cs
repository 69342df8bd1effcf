using System.Globalization;

namespace EndToEnd.Tests.Faults;

/// <summary>Intervals so short that a fault and the recovery from it fit into seconds.</summary>
public static class FaultSettings
{
    /// <summary>How long a destination that refuses us is left alone.</summary>
    public static readonly TimeSpan PauseFor = TimeSpan.FromSeconds(2);

    public static void Apply(IDictionary<string, string> settings)
    {
        settings["Delivery__RetryDelays"] = "00:00:01,00:00:01,00:00:02";
        settings["Delivery__QuickTries"] = "2";
        settings["Delivery__QuickDelay"] = "00:00:00.05";
        settings["Delivery__BreakerMinimumRequests"] = "8";
        settings["Delivery__BreakerWindow"] = "00:00:05";
        settings["Delivery__BreakerOpenFor"] = "00:00:02";
        settings["Delivery__PauseFor"] = PauseFor.ToString();

        // An answer that comes late is a request that is sent again, and its events arrive twice. The first answers of a new worker on a busy
        // machine took more than a second.
        settings["Destinations__main__RequestTimeout"] = "00:00:03";
        settings["Destinations__main__MaxRequestsPerSecond"] = "500";
        settings["AzureFunctionsJobHost__extensions__queues__maxDequeueCount"] = "20";
    }

    /// <summary>A breaker that stays closed, for scenarios about something else.</summary>
    public static void WithoutBreaker(IDictionary<string, string> settings) => settings["Delivery__BreakerMinimumRequests"] = "10000";

    /// <summary>Few messages at once, so that what is under way at a crash can be counted.</summary>
    public static int FewAtOnce(IDictionary<string, string> settings)
    {
        settings["AzureFunctionsJobHost__extensions__queues__batchSize"] = "2";
        settings["AzureFunctionsJobHost__extensions__queues__newBatchThreshold"] = "1";
        return 3;
    }

    /// <summary>
    /// For faults after which a message stays hidden until its lease ends: ten minutes, which the host's listener fixes. The long forms wait for
    /// them; the short forms let the host ask the queue for a shorter lease.
    /// </summary>
    /// <param name="settings">Gets the setting.</param>
    /// <param name="seconds">Longer than anything that is in work, since the host renews for the real ten minutes.</param>
    /// <returns>What the report says of it.</returns>
    public static string ShortLease(IDictionary<string, string> settings, int seconds = 5)
    {
        if (FaultSize.IsLong)
            return "lease of ten minutes";
        settings["LocalHost__LeaseSeconds"] = seconds.ToString(CultureInfo.InvariantCulture);
        return $"lease shortened to {seconds} s";
    }
}
