namespace EndToEnd.Tests.OfflineFiles;

/// <summary>A row as it stands in the file, with what must become of it.</summary>
/// <param name="Bytes">With the line end; a quoted field may hold more of them.</param>
/// <param name="Outcome">Known here without asking the app.</param>
/// <param name="EventId">Null where the row is too broken to have one.</param>
public readonly record struct GeneratedRow(ReadOnlyMemory<byte> Bytes, RowOutcome Outcome, string? EventId);
