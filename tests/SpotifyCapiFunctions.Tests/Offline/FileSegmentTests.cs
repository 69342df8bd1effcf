using SpotifyCapi.Codes;
using SpotifyCapiFunctions.Offline;

namespace SpotifyCapiFunctions.Tests.Offline;

public sealed class FileSegmentTests
{
    /// <summary>However many rows a checkpoint is set to.</summary>
    [Fact]
    public void File_of_mistakes_ends_its_Segment_before_the_problems_fill_the_memory()
    {
        var segment = new FileSegment(isFirst: true, default);
        var samples = new List<FileProblem>();
        var line = 0L;
        while (!segment.IsFull && line < 1_000_000)
            segment.Reject(++line, [new ValidationError(ErrorCodes.RowTooFewFields, "", "The row has 2 fields, the header 5.")], samples);

        Assert.InRange(segment.Problems.Bytes.Length, 4 * 1024 * 1024, 4 * 1024 * 1024 + 1024);
        Assert.Equal(line, segment.Counts.Problems);
        Assert.Equal(20, samples.Count);
    }
}
