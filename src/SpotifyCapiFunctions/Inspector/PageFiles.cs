using System.Reflection;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>The files that the page is made of, as they were built into the app.</summary>
/// <param name="Text">Gives a file of the page by its path, such as <c>scripts/main.js</c>.</param>
/// <param name="Documents">The pages of docs/ whose tables explain codes and reasons.</param>
internal sealed record PageFiles(Func<string, string> Text, IReadOnlyList<string> Documents)
{
    public string Markup => Text("page.html");

    public static PageFiles Read() => new(name => Resource("inspector/" + name), [Resource("docs/errors.md"), Resource("docs/operations.md")]);

    // A digest in the policy is over the text as the browser sees it, and that has line feeds only.
    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name.Replace('\\', '/'))
            ?? throw new InvalidOperationException($"{name} is not built into the app.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
