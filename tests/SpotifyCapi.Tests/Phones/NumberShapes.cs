namespace SpotifyCapi.Tests.Phones;

/// <summary>One alternative of what numbers may be: a pattern with the lengths that go with it.</summary>
internal sealed record NumberKind(NumberPattern Pattern, IReadOnlyList<int> Lengths);

/// <summary>
/// Turns what a library accepts, a general pattern and one of several kinds, into leading digits and lengths that accept exactly the same numbers.
/// </summary>
internal sealed class NumberShapes
{
    private const int LongestNumber = 17;

    private readonly List<List<(int Mask, int Next)>> steps = [];
    private readonly List<List<int>> silent = [];
    private readonly Dictionary<int, NumberKind> ends = [];
    private readonly Dictionary<string, State> seen = [];
    private readonly Dictionary<string, State> interned = [];
    private readonly int generalEnd;

    private NumberShapes(NumberKind general, IEnumerable<NumberKind> kinds, IEnumerable<NumberPattern> others)
    {
        var start = Node();
        generalEnd = Build(general.Pattern, start);
        ends[generalEnd] = general;
        foreach (var kind in kinds)
            ends[Build(kind.Pattern, start)] = kind;

        foreach (var other in others)
            ends[Build(other, start)] = new NumberKind(other, []);

        Start = StateOf(Close([start]), 0);
    }

    private State Start { get; }

    /// <summary>The shapes, written as the table has them.</summary>
    /// <param name="general">What every number of the country must be.</param>
    /// <param name="kinds">What it must be one of.</param>
    /// <param name="others">Leading digits of countries under the same calling code that come first: their numbers are not this country's.</param>
    internal static IEnumerable<string> Of(NumberKind general, IEnumerable<NumberKind> kinds, IEnumerable<NumberPattern> others) =>
        Walk(new NumberShapes(general, kinds, others).Start, [])
            .GroupBy(rule => rule.Path, rule => rule.Lengths)
            .Select(rule => $"{rule.Key}/{string.Join(',', rule.SelectMany(lengths => lengths).Distinct().Order())}");

    private static IEnumerable<(string Path, IReadOnlyList<int> Lengths)> Walk(State state, IReadOnlyList<int> path)
    {
        if (state.Free is { } free)
        {
            if (free.Count > 0)
                yield return (Written(path), [.. free.Select(length => length + path.Count)]);

            yield break;
        }

        if (state.Accepts)
            yield return (Written(path), [path.Count]);

        foreach (var group in Enumerable.Range(0, 10).GroupBy(digit => state.Next[digit]))
        {
            foreach (var rule in Walk(group.Key, [.. path, group.Sum(digit => 1 << digit)]))
                yield return rule;
        }
    }

    // Free digits at the end go without saying.
    private static string Written(IReadOnlyList<int> path) => string.Concat(path.Select(NumberPattern.Write)).TrimEnd('x');

    private State StateOf(SortedSet<int> nodes, int depth)
    {
        // A number that begins as another country's does is that country's, whatever follows.
        var isOthers = nodes.Any(node => ends.TryGetValue(node, out var end) && end.Lengths.Count == 0);
        if (isOthers || nodes.Count == 0 || depth > LongestNumber)
            return Intern(false, []);

        var key = $"{depth}:{string.Join(',', nodes)}";
        if (seen.TryGetValue(key, out var known))
            return known;

        var accepts = Ends(nodes, depth, generalEnd) && nodes.Any(node => node != generalEnd && Ends(nodes, depth, node));
        var next = new State[10];
        for (var digit = 0; digit < next.Length; digit++)
            next[digit] = StateOf(Close(nodes.SelectMany(node => steps[node]).Where(step => (step.Mask >> digit & 1) == 1).Select(step => step.Next)), depth + 1);

        return seen[key] = Intern(accepts, next);
    }

    private bool Ends(SortedSet<int> nodes, int length, int end) => nodes.Contains(end) && ends.TryGetValue(end, out var kind) && kind.Lengths.Contains(length);

    private State Intern(bool accepts, State[] next)
    {
        var isDead = !accepts && next.All(state => state.IsDead);
        var key = isDead ? "dead" : $"{accepts}:{string.Join(',', next.Select(state => state.Number))}";
        if (!interned.TryGetValue(key, out var state))
            interned[key] = state = new State(interned.Count, accepts, isDead ? [] : next, isDead);

        return state;
    }

    private SortedSet<int> Close(IEnumerable<int> nodes)
    {
        var closed = new SortedSet<int>();
        var pending = new Stack<int>(nodes);
        while (pending.TryPop(out var node))
        {
            if (closed.Add(node))
                silent[node].ForEach(pending.Push);
        }

        return closed;
    }

    // Adds the pattern behind a node; the answer is the node behind the pattern.
    private int Build(NumberPattern pattern, int from)
    {
        switch (pattern)
        {
            case NumberPattern.Set(var mask):
                var to = Node();
                steps[from].Add((mask, to));
                return to;
            case NumberPattern.Then(var items):
                // A node of its own, so that what comes before does not share the end.
                return items.Aggregate(Silent(from), (node, item) => Build(item, node));
            case NumberPattern.Or(var options):
                var end = Node();
                foreach (var option in options)
                    silent[Build(option, Silent(from))].Add(end);

                return end;
            case NumberPattern.Repeat(var item, var min, var max):
                var last = Node();
                var at = Silent(from);
                for (var count = 0; count <= max; count++)
                {
                    if (count >= min)
                        silent[at].Add(last);

                    if (count < max)
                        at = Build(item, Silent(at));
                }

                return last;
            case NumberPattern.Capture(var inner):
                return Build(inner, from);
            default:
                return from;
        }
    }

    private int Silent(int from)
    {
        var node = Node();
        silent[from].Add(node);
        return node;
    }

    private int Node()
    {
        steps.Add([]);
        silent.Add([]);
        return steps.Count - 1;
    }

    /// <summary>A state of the automaton over digits; equal ones are the same object.</summary>
    private sealed class State(int number, bool accepts, State[] next, bool isDead)
    {
        internal int Number => number;

        internal bool Accepts => accepts;

        internal State[] Next => next;

        internal bool IsDead => isDead;

        /// <summary>The lengths that are left when every digit is free from here on; null when some digit matters.</summary>
        internal IReadOnlyList<int>? Free { get; } =
            isDead ? []
            : next[0].Free is { } free && next.All(state => state.Free is { } other && other.SequenceEqual(free))
                ? [.. accepts ? [0] : Array.Empty<int>(), .. free.Select(length => length + 1)]
                : null;
    }
}
