using SpotifyCapi.Identifiers;
using SpotifyCapi.Spotify;

namespace SpotifyCapi.Events;

/// <summary>
/// Decides about one event: accepted with everything cleaned, ignored with a reason, or rejected with all its problems at once.
/// </summary>
/// <param name="time">The clock that tells future from past.</param>
public sealed class EventValidator(TimeProvider time)
{
    /// <summary>Longest id that is sent; Spotify states none.</summary>
    public const int MaxEventIdLength = 512;

    /// <summary>Validates an event for a destination.</summary>
    /// <param name="event">As read.</param>
    /// <param name="destination">Whose rules count.</param>
    public EventDecision Validate(ConversionEvent @event, Destination destination)
    {
        var errors = new List<ValidationError>(@event.ReadErrors);
        var dropped = new List<DroppedField>(@event.SourceDrops);
        var id = EventId(@event, errors);
        var when = EventTimes(@event, destination, errors, dropped);
        var standard = Name(@event, destination, errors, out var ignored);
        var source = Source(@event, errors);
        var money = MoneyRules.Check(@event, standard, errors, dropped);
        var url = ContentRules.Url(@event.EventSourceUrl, errors, dropped);
        var category = ContentRules.Category(@event.ContentCategory, errors);
        var name = ContentRules.Name(@event.ContentName, dropped);
        var identifiers = IdentifierCleaner.Clean(@event.User, destination.DefaultCountry, dropped);
        if (!HasIdentifier(identifiers, destination.Profile) && !errors.Exists(error => error.Field.StartsWith("user", StringComparison.Ordinal)))
        {
            errors.Add(new(ErrorCodes.NoIdentifier, "user", NoIdentifierSentence(destination.Profile)));
        }

        ignored ??= ConsentRules.Ignore(@event.Consent, destination);
        if (ignored is not null)
        {
            return new EventDecision.Ignored(ignored);
        }

        return errors.Count > 0
            ? new EventDecision.Rejected(errors, dropped)
            : new EventDecision.Accepted(new AcceptedEvent(
                new EventFacts
                {
                    Event = standard!.Value,
                    SourceEventName = @event.EventName!.Trim(),
                    EventId = id,
                    EventTime = when,
                    ActionSource = source,
                    EventSourceUrl = url,
                    Consent = @event.Consent,
                    OptOutTargeting = ConsentRules.OptOut(@event.Consent, destination),
                    Money = money,
                    ContentName = name,
                    ContentCategory = category,
                    OrderId = string.IsNullOrWhiteSpace(@event.OrderId) ? null : @event.OrderId.Trim(),
                    Dropped = dropped,
                },
                identifiers));
    }

    private static string EventId(ConversionEvent @event, List<ValidationError> errors)
    {
        const string Field = "event_id";
        var id = @event.EventId?.Trim() ?? string.Empty;
        if (id.Length == 0)
        {
            AddUnlessRead(errors, Field, ErrorCodes.EventIdMissing, "event_id is required: the order's or lead's own id, the same that the pixel sends.");
        }
        else if (id.Length > MaxEventIdLength)
        {
            errors.Add(new(ErrorCodes.EventIdTooLong, Field, $"event_id has at most {MaxEventIdLength} characters."));
        }
        else if (EmailLeak.IsIn(id))
        {
            errors.Add(new(ErrorCodes.EventIdIsPersonal, Field, "event_id holds an e-mail address; it is sent as it is, so use an order or lead id."));
        }

        return id;
    }

    private DateTimeOffset EventTimes(ConversionEvent @event, Destination destination, List<ValidationError> errors, List<DroppedField> dropped)
    {
        const string Field = "event_time";
        if (string.IsNullOrWhiteSpace(@event.EventTime))
        {
            AddUnlessRead(errors, Field, ErrorCodes.EventTimeMissing, "event_time is required: when it happened, such as 2026-01-23T12:34:56Z.");
            return default;
        }

        switch (EventTime.Parse(@event.EventTime, out var when))
        {
            case EventTimeResult.Invalid:
                errors.Add(new(ErrorCodes.EventTimeInvalid, Field, "event_time is not ISO 8601; write it such as 2026-01-23T12:34:56Z."));
                return default;
            case EventTimeResult.WithoutOffset:
                errors.Add(new(ErrorCodes.EventTimeWithoutOffset, Field, "event_time needs Z or an offset such as +01:00; a local time is not a moment."));
                return default;
        }

        var now = time.GetUtcNow();
        now = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        if (when > now + destination.FutureTolerance)
        {
            errors.Add(new(ErrorCodes.EventTimeInFuture, Field, "event_time lies in the future; Spotify takes only events of the past."));
        }
        else if (when > now)
        {
            dropped.Add(new DroppedField(Field, DropCodes.EventTimeClamped));
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
            errors.Add(new(ErrorCodes.EventTimeTooOld, "event_time", $"event_time is older than the {destination.MaxEventAge.TotalDays:0.##} days that this destination takes."));
        }
        else
        {
            dropped.Add(new DroppedField("event_time", DropCodes.EventTimeOld));
        }
    }

    private static StandardEvent? Name(ConversionEvent @event, Destination destination, List<ValidationError> errors, out string? ignored)
    {
        ignored = null;
        if (string.IsNullOrWhiteSpace(@event.EventName))
        {
            AddUnlessRead(errors, "event_name", ErrorCodes.EventNameMissing, "event_name is required, such as PURCHASE or Order Completed.");
            return null;
        }

        if (errors.Exists(error => error.Field == "event_name"))
        {
            return null;
        }

        if (!destination.EventMap.TryGetValue(EventNames.Key(@event.EventName), out var standard)
            && !EventNames.TryResolve(@event.EventName, out standard))
        {
            ignored = IgnoreReasons.UnmappedEvent;
            return null;
        }

        if (standard == StandardEvent.Alias && !destination.AllowAlias)
        {
            ignored = IgnoreReasons.AliasNotAllowed;
        }
        else if (destination.Profile == Profile.PartnerConversions && standard is not (StandardEvent.Purchase or StandardEvent.SignUp or StandardEvent.Lead))
        {
            ignored = IgnoreReasons.UnmappedEvent;
        }

        return standard;
    }

    private static ActionSource? Source(ConversionEvent @event, List<ValidationError> errors)
    {
        if (string.IsNullOrWhiteSpace(@event.ActionSource))
        {
            return null;
        }

        switch (@event.ActionSource.Trim().ToUpperInvariant())
        {
            case "WEB":
                return ActionSource.Web;
            case "APP":
                return ActionSource.App;
            case "OFFLINE":
                return ActionSource.Offline;
            default:
                errors.Add(new(ErrorCodes.ActionSourceUnknown, "action_source", "action_source is WEB, APP or OFFLINE."));
                return null;
        }
    }

    // The partner API takes no IP address, so there an event with nothing else cannot be matched.
    private static bool HasIdentifier(IdentifierSet identifiers, Profile profile) =>
        identifiers.HasEmail || identifiers.HasPhone || identifiers.DeviceId is not null
        || (identifiers.IpAddress is not null && profile != Profile.PartnerConversions);

    private static string NoIdentifierSentence(Profile profile) => profile == Profile.PartnerConversions
        ? "No identifier is left: send an e-mail address, a phone number or a device id."
        : "No identifier is left: send an e-mail address, a phone number, a public IP address or a device id.";

    // A field of the wrong type was reported while reading; "missing" on top of it would mislead.
    private static void AddUnlessRead(List<ValidationError> errors, string field, string code, string message)
    {
        if (!errors.Exists(error => error.Field == field))
        {
            errors.Add(new(code, field, message));
        }
    }
}
