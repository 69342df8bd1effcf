using SpotifyCapiFunctions.Inspector;

namespace SpotifyCapiFunctions.Tests.Inspector;

public sealed class PageScriptTests
{
    [Fact]
    public void Modules_FollowThoseTheyImport_EachOnce()
    {
        var script = Combine(
            ("main", "import { a } from './a.js';\nimport { b } from './b.js';\na(b);\n"),
            ("a", "import { b } from './b.js';\nconst own = 1;\nexport function a() { return b + own; }\n"),
            ("b", "const own = 2;\nexport const b = own;\n"));

        Assert.Equal(
            "\nconst { b } = (() => {\nconst own = 2;\nconst b = own;\nreturn { b };\n})();\n"
            + "const { a } = (() => {\nconst own = 1;\nfunction a() { return b + own; }\nreturn { a };\n})();\n"
            + "(() => {\na(b);\n})();\n",
            script);
    }

    [Fact]
    public void CircleOfImports_IsRefused() => Refuses("circle", ("main", "import { a } from './a.js';\n"), ("a", "import { b } from './main.js';\n"));

    [Theory]
    [InlineData("import a from './a.js';\n")]
    [InlineData("export default 1;\n")]
    [InlineData("export { a };\n")]
    [InlineData("const a = '</script>';\n")]
    public void WhatCannotBeCombined_IsRefused(string module) => Refuses("cannot be combined", ("main", module));

    private static void Refuses(string why, params (string Name, string Text)[] modules) =>
        Assert.Contains(why, Assert.Throws<InvalidOperationException>(() => Combine(modules)).Message, StringComparison.Ordinal);

    private static string Combine(params (string Name, string Text)[] modules) =>
        PageScript.Combine("scripts/main.js", path => modules.Single(module => $"scripts/{module.Name}.js" == path).Text);
}
