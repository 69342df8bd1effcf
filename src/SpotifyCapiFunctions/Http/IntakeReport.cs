using System.Text.Json.Serialization;
using SpotifyCapi.Codes;
using SpotifyCapi.Records;

namespace SpotifyCapiFunctions.Http;

/// <summary>Outcome of one event of a request.</summary>
public enum IntakeStatus
{
    /// <summary>It is in the queue.</summary>
    [JsonStringEnumMemberName("accepted")]
    Accepted,

    /// <summary>It was seen before.</summary>
    [JsonStringEnumMemberName("duplicate")]
    Duplicate,

    /// <summary>Nothing is to be sent; the reason says why.</summary>
    [JsonStringEnumMemberName("ignored")]
    Ignored,

    /// <summary>The sender must change it; the errors say what.</summary>
    [JsonStringEnumMemberName("rejected")]
    Rejected,
}

/// <summary>Outcome of one event of a request, and why; part of the answer (docs/openapi.json).</summary>
/// <param name="Index">Position in the request.</param>
/// <param name="EventId">Its id, when it has one.</param>
/// <param name="Status">The outcome.</param>
/// <param name="Reason">For <see cref="IntakeStatus.Ignored"/>: one of <see cref="IgnoreReasons"/>; for a duplicate one of
/// <see cref="DuplicateReasons"/>, or nothing.</param>
/// <param name="Errors">For <see cref="IntakeStatus.Rejected"/>: all problems.</param>
/// <param name="Dropped">Fields that were left out.</param>
public sealed record IntakeResult(
    int Index, string? EventId, IntakeStatus Status, string? Reason = null, IReadOnlyList<ValidationError>? Errors = null,
    IReadOnlyList<DroppedField>? Dropped = null)
{
    /// <summary>Name of the destination that judged it, where a source has several.</summary>
    public string? Destination { get; init; }

    // An id that holds an e-mail address is not repeated, whatever the event was refused or ignored for.
    internal IntakeResult WithoutPersonalId() =>
        this with { EventId = Errors?.Any(error => error.Code == ErrorCodes.EventIdIsPersonal) == true ? null : SenderText.Id(EventId) };
}

/// <summary>Outcomes of the events of a request.</summary>
/// <param name="Results">In the order of the request.</param>
/// <param name="IsStored">False when the queue did not confirm all accepted events: the sender must send again.</param>
public sealed record IntakeReport(IReadOnlyList<IntakeResult> Results, bool IsStored)
{
    /// <summary>The reports of several destinations as one, each result with the name of its destination.</summary>
    public static IntakeReport Of(IReadOnlyList<IntakeReport> reports, IReadOnlyList<string> destinations) => reports is [var only]
        ? only
        : new(
            [.. reports.SelectMany((report, place) => report.Results.Select(result => result with { Destination = destinations[place] }))],
            reports.All(report => report.IsStored));

    /// <summary>How many events ended in a status.</summary>
    public int Count(IntakeStatus status) => Results.Count(result => result.Status == status);

    /// <summary>For a platform: that an order identifies no one is not its mistake, and nothing that it could send better.</summary>
    public IntakeReport IgnoreUnidentified() => Results.Any(IsOnlyUnidentified)
        ? this with
        {
            Results = [.. Results.Select(result => IsOnlyUnidentified(result)
                ? result with { Status = IntakeStatus.Ignored, Reason = IgnoreReasons.NoIdentifier, Errors = null }
                : result)],
        }
        : this;

    private static bool IsOnlyUnidentified(IntakeResult result) => result.Errors is [{ Code: ErrorCodes.NoIdentifier }];
}

/// <summary>The answer to events (docs/openapi.json).</summary>
internal sealed record IntakeJson(int Accepted, int Duplicates, int Ignored, int Rejected, IReadOnlyList<IntakeResult> Results)
{
    public static IntakeJson Of(IntakeReport report) => new(
        report.Count(IntakeStatus.Accepted), report.Count(IntakeStatus.Duplicate), report.Count(IntakeStatus.Ignored), report.Count(IntakeStatus.Rejected),
        [.. report.Results.Select(result => result.WithoutPersonalId())]);
}

/// <summary>A problem as RFC 9457 writes it, with our errors.</summary>
internal sealed record ProblemJson(
    string Type, string Title, int Status, string? Detail, IReadOnlyList<ValidationError>? Errors, IReadOnlyList<IntakeResult>? Results = null);

/// <summary>Source-generated serialisation of answers.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(IntakeJson))]
[JsonSerializable(typeof(ProblemJson))]
internal sealed partial class AnswerJsonContext : JsonSerializerContext;
