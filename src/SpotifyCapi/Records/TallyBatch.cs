using System.Text.Json.Serialization;

namespace SpotifyCapi.Records;

/// <summary>What an instance has counted since its last batch: a line of the tally log. Instance and number tell a batch that was written twice.</summary>
/// <param name="Instance">Who counted.</param>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="Lines">The counts.</param>
public sealed record TallyBatch(
    [property: JsonPropertyName("i")] string Instance,
    [property: JsonPropertyName("n")] long Number,
    [property: JsonPropertyName("t")] IReadOnlyList<TallyLine> Lines);

/// <summary>The counts of one minute, source and destination.</summary>
/// <param name="Minute">Minutes since 1970, UTC.</param>
/// <param name="Source">Name of the source.</param>
/// <param name="Destination">Name of the destination.</param>
/// <param name="Figures">The counts.</param>
public sealed record TallyLine(
    [property: JsonPropertyName("m")] long Minute,
    [property: JsonPropertyName("s")] string Source,
    [property: JsonPropertyName("d")] string Destination,
    [property: JsonPropertyName("f")] Figures Figures);
