using EndToEnd.Tests.Faults;

namespace EndToEnd.Tests.Offline;

/// <summary>How much goes through in the form that always runs, and in the long one.</summary>
public static class OfflineSize
{
    /// <summary>Longest time until a file is through and delivered.</summary>
    public static TimeSpan Limit { get; } = FaultSize.Of(TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(19));

    /// <summary>Sales of the day before, so that none of them lies in the future or is too old.</summary>
    public static DateOnly Yesterday { get; } = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-1);
}
