namespace SpotifyCapi.OfflineFile;

/// <summary>Finds out what stands between the fields of a file.</summary>
internal static class DelimiterGuess
{
    private static ReadOnlySpan<byte> Candidates => ",;\t|"u8;

    /// <summary>The candidate that stands most often in the header, outside of quotes; the comma when none does.</summary>
    public static byte From(ReadOnlySpan<byte> header)
    {
        Span<int> counts = stackalloc int[Candidates.Length];
        var isQuoted = false;
        foreach (var character in header)
        {
            isQuoted ^= character == '"';
            if (!isQuoted && Candidates.IndexOf(character) is var candidate and >= 0)
                counts[candidate]++;
        }

        var best = 0;
        for (var candidate = 1; candidate < counts.Length; candidate++)
            best = counts[candidate] > counts[best] ? candidate : best;

        return Candidates[best];
    }

    /// <summary>The line <c>sep=;</c> by which Excel is told; null when it is not one.</summary>
    public static byte? FromDirective(ReadOnlySpan<byte> line) => line.Length == 5 && line.StartsWith("sep="u8) ? line[4] : null;
}
