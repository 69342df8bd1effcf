namespace SpotifyCapi.OfflineFile;

/// <summary>Where the columns of one file stand.</summary>
/// <param name="Count">How many columns the header has; every row must have as many.</param>
/// <param name="Places">Which column stands where, for those that are read.</param>
/// <param name="EventIdPlaces">Where the columns stand that make the event id; empty when none are configured.</param>
public sealed record ColumnMap(int Count, IReadOnlyList<(int Place, Column Column)> Places, IReadOnlyList<int> EventIdPlaces);
