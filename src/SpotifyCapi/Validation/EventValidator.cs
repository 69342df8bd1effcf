using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Spotify;
using SpotifyCapi.Text;

namespace SpotifyCapi.Validation;

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
        if (@event.SourceIgnores is { } told)
            return new EventDecision.Ignored(told);

        // What is no object has no fields, so nothing else can be said about it.
        if (@event.HasReadErrors && @event.ReadErrors.Exists(error => error.Field.Length == 0))
            return new EventDecision.Rejected([.. @event.ReadErrors], []);

        // Kept in the event, since what is told about it later must name the same id.
        if (!@event.PurchaseIdText.IsMissing && NameRules.IsPurchase(@event, destination))
            @event.EventIdText = @event.PurchaseIdText;
        else if (@event.ContentId is { } contentId)
            @event.EventId = contentId(@event);

        List<ValidationError> errors = @event.HasReadErrors ? [.. @event.ReadErrors] : [];
        List<DroppedField> dropped = @event.HasSourceDrops ? [.. @event.SourceDrops] : [];
        SizeRules.Check(@event, errors);
        var id = EventId(@event, errors);
        var when = TimeRules.Check(@event, destination, time.GetUtcNow(), errors, dropped);
        var standard = NameRules.Check(@event, destination, errors, out var ignored);
        ignored ??= standard == StandardEvent.Purchase ? @event.NotBought : null;
        var source = Source(@event, dropped);
        var money = MoneyRules.Check(@event, standard, errors, dropped, out var steps);
        var url = ContentRules.Url(@event.EventSourceUrlText, dropped);
        var category = ContentRules.Category(@event.ContentCategoryText, dropped);
        var name = ContentRules.Text(@event.ContentNameText, "content_name", dropped);
        var order = ContentRules.OrderId(@event.OrderIdText, dropped);
        var identifiers = IdentifierCleaner.Clean(@event.User, destination.DefaultCountry, dropped);
        if (!HasIdentifier(identifiers, destination.Profile) && !errors.Exists(IsUnreadIdentifier))
            errors.Add(new(ErrorCodes.NoIdentifier, "user", NoIdentifierSentence(destination.Profile)));

        ignored ??= Excluded(new ExclusionSubject(@event, standard, identifiers), destination);
        var verdict = ConsentVerdict.Of(@event, destination.Consent, dropped);
        ignored ??= ConsentRules.Ignore(verdict, destination);
        if (ignored is not null)
            return new EventDecision.Ignored(ignored);

        return errors.Count > 0
            ? new EventDecision.Rejected(errors, dropped)
            : new EventDecision.Accepted(new AcceptedEvent(
                new EventFacts(standard!.Value, Trimmed(@event.EventNameText), id, when)
                {
                    ActionSource = source,
                    EventSourceUrlText = url,
                    Consent = verdict.Consent,
                    ConsentSignal = verdict.Signal,
                    OptOutTargeting = ConsentRules.OptOut(verdict, destination),
                    Money = money,
                    AmountSteps = steps,
                    ContentNameText = name,
                    ContentCategoryText = category,
                    OrderIdText = order,
                    PlatformOrderId = @event.PlatformOrderId,
                    IsDayOnly = @event.IsDayOnly,
                    Dropped = dropped,
                },
                identifiers));
    }

    // The source's rules first: they are the narrower ones.
    private static string? Excluded(in ExclusionSubject subject, Destination destination) =>
        (subject.Event.Rules.Exclude.Find(subject) ?? destination.Exclude.Find(subject)) is { } rule ? IgnoreReasons.ExcludedBy(rule) : null;

    private static Utf8Text Trimmed(Utf8Text raw)
    {
        var text = raw.Chars(stackalloc char[Utf8Text.ShortOnStack]);
        return raw.Keep(text, text.Trim());
    }

    private static Utf8Text EventId(ConversionEvent @event, List<ValidationError> errors)
    {
        const string Field = "event_id";
        const string NoId = "event_id is a word such as \"undefined\", or rounded by a spreadsheet; Spotify would take all such events for one.";
        var raw = @event.EventIdText.Chars(stackalloc char[Utf8Text.ShortOnStack]);
        var id = SenderId.Read(raw, out var code);
        if (code is not null)
            errors.Add(new(ErrorCodes.EventIdMissing, Field, NoId));
        else if (id.Length == 0)
            errors.AddUnlessRead(Field, ErrorCodes.EventIdMissing, "event_id is required: the order's or lead's own id, the same that the pixel sends.");
        else if (id.Length > MaxEventIdLength)
            errors.Add(new(ErrorCodes.EventIdTooLong, Field, $"event_id has at most {MaxEventIdLength} characters."));
        else if (EmailLeak.IsIn(id))
            errors.Add(new(ErrorCodes.EventIdIsPersonal, Field, "event_id holds an e-mail address; it is sent as it is, so use an order or lead id."));

        // Kept in the event, like the purchase's id.
        return code is null ? @event.EventIdText = @event.EventIdText.Keep(raw, id) : default;
    }

    private static ActionSource? Source(ConversionEvent @event, List<DroppedField> dropped)
    {
        var text = @event.ActionSourceText.Chars(stackalloc char[Utf8Text.ShortOnStack]).Trim();
        var source = ActionSources.Parse(text);
        if (source is null && !text.IsEmpty)
            dropped.Add("action_source", DropCodes.ActionSourceUnknown);

        return source;
    }

    // The partner API takes no IP address, so there an event with nothing else cannot be matched.
    private static bool HasIdentifier(IdentifierSet identifiers, Profile profile) =>
        identifiers.HasEmail || identifiers.HasPhone || !identifiers.DeviceIdText.IsMissing
        || (!identifiers.IpAddressText.IsMissing && profile != Profile.PartnerConversions);

    // An identifier that stands twice may be the one that is missed.
    private static bool IsUnreadIdentifier(ValidationError error) =>
        error.Field.StartsWith("user", StringComparison.Ordinal) && error.Field is not ("user.user_agent" or "user.country");

    private static string NoIdentifierSentence(Profile profile) => profile == Profile.PartnerConversions
        ? "No identifier is left: send an e-mail address, a phone number or a device id."
        : "No identifier is left: send an e-mail address, a phone number, a public IP address or a device id.";
}

/// <summary>What was decided about one event. There is no fourth way out.</summary>
public abstract record EventDecision
{
    private EventDecision()
    {
    }

    /// <summary>It goes to the queue.</summary>
    /// <param name="Event">Cleaned.</param>
    public sealed record Accepted(AcceptedEvent Event) : EventDecision;

    /// <summary>It is well-formed, but nothing is to be sent.</summary>
    /// <param name="Reason">One of <see cref="IgnoreReasons"/>.</param>
    public sealed record Ignored(string Reason) : EventDecision;

    /// <summary>The sender must change it.</summary>
    /// <param name="Errors">All problems, at least one.</param>
    /// <param name="Dropped">Fields that would have been left out.</param>
    public sealed record Rejected(IReadOnlyList<ValidationError> Errors, IReadOnlyList<DroppedField> Dropped) : EventDecision;
}
