using Spectre.Console;

namespace Dev.Output;

/// <summary>How far something longer has come.</summary>
internal abstract class Meter
{
    /// <param name="text">What is under way, with its figures.</param>
    /// <param name="share">From 0 to 1; null when nobody knows how much there is.</param>
    public abstract void Show(string text, double? share);

    /// <summary>Something that the person must see, however soon after the last line.</summary>
    public abstract void Note(string text);

    /// <summary>Draws a bar, where a person watches.</summary>
    internal sealed class Live(ProgressTask task) : Meter
    {
        public override void Show(string text, double? share)
        {
            task.Description = Markup.Escape(text);
            task.IsIndeterminate = share is null;
            task.Value = 100 * (share ?? 0);
        }

        public override void Note(string text) => Show(text, share: null);
    }

    /// <summary>Writes a line now and then, into a pipe or a file.</summary>
    internal sealed class Plain(Action<string> say, TimeProvider time) : Meter
    {
        private static readonly TimeSpan Between = TimeSpan.FromSeconds(10);
        private readonly Lock gate = new();
        private long? last;

        public override void Show(string text, double? share)
        {
            lock (gate)
            {
                if (last is { } shown && time.GetElapsedTime(shown) < Between)
                    return;
                last = time.GetTimestamp();
            }
            say(text);
        }

        public override void Note(string text) => say(text);
    }
}
