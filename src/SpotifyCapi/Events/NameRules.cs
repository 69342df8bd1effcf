using SpotifyCapi.Spotify;

namespace SpotifyCapi.Events;

/// <summary><c>event_name</c>: the destination's own names first, then the built-in table, then what the profile can say.</summary>
internal static class NameRules
{
    public static StandardEvent? Check(ConversionEvent @event, Destination destination, List<ValidationError> errors, out string? ignored)
    {
        const string Field = "event_name";
        ignored = null;
        if (string.IsNullOrWhiteSpace(@event.EventName))
        {
            errors.AddUnlessRead(Field, ErrorCodes.EventNameMissing, "event_name is required, such as PURCHASE or Order Completed.");
            return null;
        }

        // Given twice, it is not clear which one counts.
        if (errors.Exists(error => error.Field == Field))
        {
            return null;
        }

        if (!EventNames.TryResolve(@event.EventName, destination.EventMap, out var standard)
            && !EventNames.TryResolve(@event.EventName, out standard))
        {
            ignored = IgnoreReasons.UnmappedEvent;
            return null;
        }

        if (standard == StandardEvent.Alias && !destination.AllowAlias)
        {
            ignored = IgnoreReasons.AliasNotAllowed;
        }
        else if (!RequestFormats.For(destination.Profile).Has(standard))
        {
            ignored = IgnoreReasons.UnmappedEvent;
        }

        return standard;
    }
}
