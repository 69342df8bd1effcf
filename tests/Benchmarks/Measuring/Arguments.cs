namespace Benchmarks.Measuring;

/// <summary>The options of a measuring program. One that it does not know ends it, instead of starting minutes of something else.</summary>
public sealed class Arguments
{
    private readonly Dictionary<string, string?> given = [];

    private Arguments()
    {
    }

    /// <summary>Reads the options.</summary>
    /// <param name="args">As given.</param>
    /// <param name="flags">Options that stand alone.</param>
    /// <param name="values">Options with a value after them.</param>
    /// <param name="problem">What is wrong, for a person; null when nothing is.</param>
    public static Arguments Read(IReadOnlyList<string> args, IReadOnlyCollection<string> flags, IReadOnlyCollection<string> values, out string? problem)
    {
        var read = new Arguments();
        problem = null;
        for (var i = 0; i < args.Count && problem is null; i++)
        {
            if (flags.Contains(args[i]))
                read.given[args[i]] = null;
            else if (!values.Contains(args[i]))
                problem = $"{args[i]} is none of the options {string.Join(", ", flags.Concat(values.Select(value => $"{value} …")))}.";
            else if (i + 1 == args.Count)
                problem = $"{args[i]} needs a value.";
            else
                read.given[args[i]] = args[++i];
        }

        return read;
    }

    /// <summary>Whether an option was given.</summary>
    public bool Has(string option) => given.ContainsKey(option);

    /// <summary>The value of an option; null when it was not given.</summary>
    public string? Value(string option) => given.GetValueOrDefault(option);
}
