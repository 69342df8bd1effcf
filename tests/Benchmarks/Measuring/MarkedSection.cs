namespace Benchmarks.Measuring;

/// <summary>The part of a document between two markers, which a program writes and nobody edits.</summary>
public static class MarkedSection
{
    /// <summary>Puts new text between <c>&lt;!-- name --&gt;</c> and <c>&lt;!-- /name --&gt;</c>.</summary>
    /// <exception cref="InvalidOperationException">The document has no such markers.</exception>
    public static string Replace(string document, string name, string text)
    {
        var (begin, end) = ($"<!-- {name} -->", $"<!-- /{name} -->");
        var from = document.IndexOf(begin, StringComparison.Ordinal);
        var to = document.IndexOf(end, StringComparison.Ordinal);
        return from < 0 || to < from
            ? throw new InvalidOperationException($"The document lacks the markers {begin} and {end}.")
            : $"{document[..(from + begin.Length)]}\n{text.Trim('\n')}\n{document[to..]}";
    }

    /// <summary>Does so in a file.</summary>
    public static async Task WriteAsync(string path, string name, string text) =>
        await File.WriteAllTextAsync(path, Replace((await File.ReadAllTextAsync(path)).ReplaceLineEndings("\n"), name, text));
}
