using System.Collections.Concurrent;
using Dev.Output;

namespace Dev.Tests.Push;

/// <summary>Keeps what would be shown.</summary>
internal sealed class RecordedMeter : Meter
{
    private readonly ConcurrentQueue<(string Text, double? Share)> _shown = new();

    public IReadOnlyList<(string Text, double? Share)> Shown => [.. _shown];

    public override void Note(string text) => Show(text, share: null);

    public override void Show(string text, double? share) => _shown.Enqueue((text, share));
}
