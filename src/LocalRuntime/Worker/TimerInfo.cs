namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a timer function is told about its run.</summary>
public class TimerInfo
{
    /// <summary>Null unless <see cref="TimerTriggerAttribute.UseMonitor"/>.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>Whether this run makes up for a missed occurrence; never in this runtime.</summary>
    public bool IsPastDue { get; set; }
}

/// <summary>Where a timer stands in its schedule; all times are UTC.</summary>
public class ScheduleStatus
{
    /// <summary>The last occurrence; the default value before the first.</summary>
    public DateTime Last { get; set; }

    /// <summary>The next occurrence.</summary>
    public DateTime Next { get; set; }

    /// <summary>When this status was last changed.</summary>
    public DateTime LastUpdated { get; set; }
}
