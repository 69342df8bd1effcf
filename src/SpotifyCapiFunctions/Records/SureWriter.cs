using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Records;

/// <summary>
/// Writes block after block, each until it is confirmed. A block that may have been stored without a confirmation is written again byte for
/// byte; readers know it by its number.
/// </summary>
/// <param name="log">Where to.</param>
/// <param name="next">The next block; empty when there is none.</param>
internal sealed class SureWriter(AppendLog log, Func<ReadOnlyMemory<byte>> next)
{
    private ReadOnlyMemory<byte> block;

    /// <summary>Writes one block.</summary>
    public async Task<Written> WriteAsync(CancellationToken cancellationToken)
    {
        if (block.IsEmpty)
            block = next();

        if (block.IsEmpty)
            return Written.Nothing;

        if (!await log.AppendAsync(block, cancellationToken))
            return Written.Failed;

        block = default;
        return Written.Block;
    }
}

/// <summary>What came of a write.</summary>
internal enum Written
{
    /// <summary>There was nothing to write.</summary>
    Nothing,

    /// <summary>A block is stored.</summary>
    Block,

    /// <summary>It is not known to be stored, and will be written again.</summary>
    Failed,
}
