using System.Text;
using System.Text.RegularExpressions;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>
/// Makes one script of the page's modules, each after those that it imports. A module becomes a function that gives its exports, so its
/// other names stay its own. What this cannot combine it refuses.
/// </summary>
internal static partial class PageScript
{
    /// <param name="entry">Path of the module that starts the page.</param>
    /// <param name="text">Gives a module by its path.</param>
    /// <exception cref="InvalidOperationException">A module imports in a circle, or in another form than <c>import { a } from './b.js';</c>.</exception>
    public static string Combine(string entry, Func<string, string> text)
    {
        var combined = new StringBuilder("\n");
        Add(entry, text, combined, [], []);
        return combined.ToString();
    }

    private static void Add(string path, Func<string, string> text, StringBuilder combined, HashSet<string> done, HashSet<string> open)
    {
        if (done.Contains(path))
            return;

        if (!open.Add(path))
            throw new InvalidOperationException($"{path} imports itself in a circle.");

        var module = text(path);
        foreach (Match import in Import().Matches(module))
            Add(path[..(path.LastIndexOf('/') + 1)] + import.Groups[1].Value, text, combined, done, open);

        combined.Append(Wrap(path, Import().Replace(module, string.Empty)));
        done.Add(path);
    }

    private static string Wrap(string path, string module)
    {
        var body = Export().Replace(module, string.Empty).Trim('\n');
        if (Leftover().IsMatch(body) || body.Contains("</script", StringComparison.OrdinalIgnoreCase))
            throw new InvalidOperationException($"{path} holds an import, an export or an end tag that cannot be combined.");

        var names = string.Join(", ", Export().Matches(module).Select(export => export.Groups[1].Value));
        return names.Length == 0 ? $"(() => {{\n{body}\n}})();\n" : $"const {{ {names} }} = (() => {{\n{body}\nreturn {{ {names} }};\n}})();\n";
    }

    [GeneratedRegex(@"^import \{ [\w, ]+ \} from '\./([\w-]+\.js)';\n", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Import();

    [GeneratedRegex(@"^export (?=(?:async function|function|class|const) (\w+))", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Export();

    [GeneratedRegex(@"^(import|export)\b", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Leftover();
}
