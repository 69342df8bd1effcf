using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Spotify;

namespace SpotifyCapi.Validation;

/// <summary><c>event_time</c>: a moment of the past, and not older than the destination takes.</summary>
internal static class TimeRules
{
    private const string Field = "event_time";
    private const int TimeOnStack = 64;

    // A day alone stands for its noon; so long before, it has begun.
    private static readonly TimeSpan HalfADay = TimeSpan.FromHours(12);

    public static DateTimeOffset Check(
        ConversionEvent @event, Destination destination, DateTimeOffset now, List<ValidationError> errors, List<DroppedField> dropped)
    {
        if (@event.EventTimeText.IsBlank)
        {
            errors.AddUnlessRead(Field, ErrorCodes.EventTimeMissing, "event_time is required: when it happened, such as 2026-01-23T12:34:56Z.");
            return default;
        }

        switch (EventTime.Parse(@event.EventTimeText.Chars(stackalloc char[TimeOnStack]), out var when))
        {
            case EventTimeResult.Invalid:
                errors.Add(new(ErrorCodes.EventTimeInvalid, Field, "event_time is not an ISO 8601 date and time; write it such as 2026-01-23T12:34:56Z."));
                return default;
            case EventTimeResult.WithoutOffset:
                errors.Add(new(ErrorCodes.EventTimeWithoutOffset, Field, "event_time needs Z or an offset such as +01:00; a local time is not a moment."));
                return default;
            case EventTimeResult.Unset:
                errors.Add(EventTime.Unset);
                return default;
        }

        now = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        if (when - now > destination.FutureTolerance && !(@event.IsDayOnly && when - now <= HalfADay))
        {
            errors.Add(new(ErrorCodes.EventTimeInFuture, Field, "event_time lies in the future; Spotify takes only events of the past."));
        }
        else if (when > now)
        {
            dropped.Add(Field, DropCodes.EventTimeClamped);
            when = now;
        }
        else if (now - when > destination.MaxEventAge)
        {
            TooOld(destination, errors, dropped);
        }

        return when;
    }

    private static void TooOld(Destination destination, List<ValidationError> errors, List<DroppedField> dropped)
    {
        if (destination.OldEvents == OldEvents.Reject)
        {
            var days = destination.MaxEventAge.TotalDays.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);
            errors.Add(new(ErrorCodes.EventTimeTooOld, Field, $"event_time is older than the {days} days that this destination takes."));
        }
        else
        {
            dropped.Add(Field, DropCodes.EventTimeOld);
        }
    }
}
