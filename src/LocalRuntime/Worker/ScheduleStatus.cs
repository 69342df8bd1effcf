namespace Microsoft.Azure.Functions.Worker;

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
