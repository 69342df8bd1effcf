using SpotifyCapi.Codes;

namespace SpotifyCapi.Records;

/// <summary>One step of an event's way, for a person.</summary>
/// <param name="Step">received, validated, mapped, identified, consent, addressed, attempt or outcome.</param>
/// <param name="State">done, warning, failed or waiting.</param>
/// <param name="At">When; null when the step has no time of its own.</param>
/// <param name="Title">A sentence.</param>
/// <param name="Facts">What is known, in a fixed order.</param>
/// <param name="Findings">What was left out or is wrong.</param>
public sealed record TraceStep(
    string Step, string State, DateTimeOffset? At, string Title, IReadOnlyList<TraceFact> Facts, IReadOnlyList<ValidationError> Findings);

/// <summary>A name and a value.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value.</param>
public sealed record TraceFact(string Name, string Value);
