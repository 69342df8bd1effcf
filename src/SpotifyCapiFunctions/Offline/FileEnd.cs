namespace SpotifyCapiFunctions.Offline;

/// <summary>Why the reading of a file ended.</summary>
internal enum FileEnd
{
    /// <summary>The file ended.</summary>
    Completed,

    /// <summary>Its time was up, or the host is stopping; a checkpoint is written.</summary>
    Paused,

    /// <summary>Another process has taken over; it accounts for the rows since the last checkpoint.</summary>
    Lost,

    /// <summary>The queue did not take envelopes.</summary>
    QueueUnavailable,

    /// <summary>The file could not be read further.</summary>
    Broken,
}
