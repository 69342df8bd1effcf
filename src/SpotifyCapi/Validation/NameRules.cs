using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Spotify;
using SpotifyCapi.Text;

namespace SpotifyCapi.Validation;

/// <summary><c>event_name</c>: the destination's own names first, then the built-in table, then what the profile can say.</summary>
internal static class NameRules
{
    public static StandardEvent? Check(ConversionEvent @event, Destination destination, List<ValidationError> errors, out string? ignored)
    {
        const string Field = "event_name";
        ignored = null;
        if (@event.EventNameText.IsBlank)
        {
            errors.AddUnlessRead(Field, ErrorCodes.EventNameMissing, "event_name is required, such as PURCHASE or Order Completed.");
            return null;
        }

        // Given twice, it is not clear which one counts.
        if (errors.Count > 0 && errors.Exists(error => error.Field == Field))
            return null;

        if (!TryResolve(@event.EventNameText, destination, out var standard))
        {
            ignored = IgnoreReasons.UnmappedEvent;
            return null;
        }

        if (standard == StandardEvent.Alias && !destination.AllowAlias)
            ignored = IgnoreReasons.AliasNotAllowed;
        else if (!IRequestFormat.For(destination.Profile).Has(standard))
            ignored = IgnoreReasons.UnmappedEvent;

        return standard;
    }

    /// <summary>Whether the destination takes an event for a purchase.</summary>
    public static bool IsPurchase(ConversionEvent @event, Destination destination) =>
        !@event.EventNameText.IsMissing
        && TryResolve(@event.EventNameText, destination, out var standard)
        && standard == StandardEvent.Purchase;

    private static bool TryResolve(Utf8Text name, Destination destination, out StandardEvent standard)
    {
        var text = name.Chars(stackalloc char[Utf8Text.ShortOnStack]);
        return EventNames.TryResolve(text, destination.EventMap, out standard) || EventNames.TryResolve(text, out standard);
    }
}
