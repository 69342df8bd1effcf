namespace SpotifyCapi.Tests.Phones;

/// <summary>
/// The regular expressions of numbering-plan metadata: digits, classes, \d, groups, |, ?, {n}, {n,m} and $. A set of digits is a mask in which bit d
/// stands for digit d.
/// </summary>
internal abstract record NumberPattern
{
    internal const int Any = 0x3FF;

    internal sealed record Set(int Mask) : NumberPattern;

    internal sealed record End : NumberPattern;

    internal sealed record Then(IReadOnlyList<NumberPattern> Items) : NumberPattern;

    internal sealed record Or(IReadOnlyList<NumberPattern> Options) : NumberPattern;

    internal sealed record Repeat(NumberPattern Item, int Min, int Max) : NumberPattern;

    internal sealed record Capture(NumberPattern Item) : NumberPattern;

    internal static NumberPattern Parse(string text)
    {
        var parser = new Parser(text);
        var tree = parser.Alternation();
        return parser.IsAtEnd ? tree : throw new FormatException($"A pattern that is not understood: {text}");
    }

    /// <summary>One random string of the pattern.</summary>
    internal string Sample(Random random) => this switch
    {
        Set(var mask) => Pick([.. Enumerable.Range(0, 10).Where(digit => (mask >> digit & 1) == 1)], random).ToString(System.Globalization.CultureInfo.InvariantCulture),
        Then(var items) => string.Concat(items.Select(item => item.Sample(random))),
        Or(var options) => Pick(options, random).Sample(random),
        Repeat(var item, var min, var max) => string.Concat(Enumerable.Range(0, random.Next(min, max + 1)).Select(_ => item.Sample(random))),
        Capture(var item) => item.Sample(random),
        _ => string.Empty,
    };

    /// <summary>Every way to read the pattern, in the order in which a backtracking matcher tries them.</summary>
    internal IEnumerable<Way> Ways()
    {
        var groups = 0;
        return Ways(this, 0, ref groups);
    }

    /// <summary>Writes a set as <c>5</c>, <c>[2-57]</c> or <c>x</c>.</summary>
    internal static string Write(int mask)
    {
        if (mask == Any)
            return "x";

        var text = string.Empty;
        for (var digit = 0; digit < 10; digit++)
        {
            var last = digit;
            while ((mask >> last & 1) == 1)
                last++;

            text += (last - digit) switch { 0 => "", 1 => $"{digit}", 2 => $"{digit}{last - 1}", _ => $"{digit}-{last - 1}" };
            digit = Math.Max(digit, last - 1);
        }

        return text.Length == 1 ? text : $"[{text}]";
    }

    private static T Pick<T>(IReadOnlyList<T> items, Random random) => items[random.Next(items.Count)];

    private static IReadOnlyList<Way> Ways(NumberPattern pattern, int group, ref int groups)
    {
        switch (pattern)
        {
            case Set(var mask):
                return [new Way([(mask, group)], IsWhole: false)];
            case End:
                return [new Way([], IsWhole: true)];
            case Capture(var item):
                return Ways(item, ++groups, ref groups);
            case Or(var options):
                var all = new List<Way>();
                foreach (var option in options)
                    all.AddRange(Ways(option, group, ref groups));

                return all;
            case Then(var items):
                IReadOnlyList<Way> joined = [Way.Empty];
                foreach (var item in items)
                    joined = Cross(joined, Ways(item, group, ref groups));

                return joined;
            default:
                var (repeated, min, max) = (Repeat)pattern;
                var once = Ways(repeated, group, ref groups);
                var result = new List<Way>();
                for (var count = max; count >= min; count--)
                    result.AddRange(Enumerable.Range(0, count).Aggregate((IReadOnlyList<Way>)[Way.Empty], (ways, _) => Cross(ways, once)));

                return result;
        }
    }

    private static IReadOnlyList<Way> Cross(IReadOnlyList<Way> left, IReadOnlyList<Way> right) =>
        [.. from l in left from r in right select new Way([.. l.Digits, .. r.Digits], l.IsWhole || r.IsWhole)];

    private sealed class Parser(string text)
    {
        private int at;

        internal bool IsAtEnd => at == text.Length;

        internal NumberPattern Alternation()
        {
            var options = new List<NumberPattern> { Sequence() };
            while (Take('|'))
                options.Add(Sequence());

            return options is [var only] ? only : new Or(options);
        }

        private Then Sequence()
        {
            var items = new List<NumberPattern>();
            while (at < text.Length && text[at] is not ('|' or ')'))
                items.Add(Quantified());

            return new Then(items);
        }

        private NumberPattern Quantified()
        {
            var item = Atom();
            if (Take('?'))
                return new Repeat(item, 0, 1);

            if (!Take('{'))
                return item;

            var end = text.IndexOf('}', at);
            var bounds = text[at..end].Split(',').Select(int.Parse).ToArray();
            at = end + 1;
            return new Repeat(item, bounds[0], bounds[^1]);
        }

        private NumberPattern Atom()
        {
            var c = text[at++];
            switch (c)
            {
                case '(':
                    var isPlain = text.AsSpan(at).StartsWith("?:");
                    at += isPlain ? 2 : 0;
                    var group = Alternation();
                    return Take(')') ? isPlain ? group : new Capture(group) : throw new FormatException($"An open group: {text}");
                case '[':
                    return new Set(Class());
                case '\\' when Take('d'):
                    return new Set(Any);
                case '$':
                    return new End();
                case >= '0' and <= '9':
                    return new Set(1 << (c - '0'));
                default:
                    throw new FormatException($"'{c}' in {text}");
            }
        }

        private int Class()
        {
            var mask = 0;
            for (; text[at] != ']'; at++)
            {
                var from = text[at];
                var to = text[at + 1] == '-' ? text[at += 2] : from;
                for (var digit = from; digit <= to; digit++)
                    mask |= 1 << (digit - '0');
            }

            at++;
            return mask;
        }

        private bool Take(char c)
        {
            var isNext = at < text.Length && text[at] == c;
            at += isNext ? 1 : 0;
            return isNext;
        }
    }
}

/// <summary>One way to read a pattern.</summary>
/// <param name="Digits">The sets, each with the group that it was captured by; 0 is none.</param>
/// <param name="IsWhole">Whether nothing may follow.</param>
internal sealed record Way(IReadOnlyList<(int Mask, int Group)> Digits, bool IsWhole)
{
    internal static Way Empty { get; } = new([], false);
}
