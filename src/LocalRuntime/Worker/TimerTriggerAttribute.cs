namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs the function on a schedule.</summary>
/// <param name="schedule">Six-field NCRONTAB in UTC; <c>%Setting%</c> is resolved from the app settings.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TimerTriggerAttribute(string schedule) : Attribute
{
    /// <summary>The schedule.</summary>
    public string Schedule { get; } = schedule;

    /// <summary>Whether the function also runs once when the app starts.</summary>
    public bool RunOnStartup { get; set; }

    /// <summary>Whether <see cref="TimerInfo.ScheduleStatus"/> is filled; nothing is stored between runs of this runtime.</summary>
    public bool UseMonitor { get; set; } = true;
}
