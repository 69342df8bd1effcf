namespace SpotifyCapi.Spotify;

/// <summary>One request to Spotify.</summary>
/// <param name="Json">The exact bytes.</param>
/// <param name="First">Position of its first event in what was batched.</param>
/// <param name="Count">How many events it holds.</param>
public sealed record RequestBody(ReadOnlyMemory<byte> Json, int First, int Count);
