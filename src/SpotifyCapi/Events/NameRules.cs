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

        if (!TryResolve(@event.EventName, destination, out var standard))
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

    /// <summary>Whether the destination takes an event for a purchase.</summary>
    public static bool IsPurchase(ConversionEvent @event, Destination destination) =>
        @event.EventName is { } name && TryResolve(name, destination, out var standard) && standard == StandardEvent.Purchase;

    private static bool TryResolve(string name, Destination destination, out StandardEvent standard) =>
        EventNames.TryResolve(name, destination.EventMap, out standard) || EventNames.TryResolve(name, out standard);
}
