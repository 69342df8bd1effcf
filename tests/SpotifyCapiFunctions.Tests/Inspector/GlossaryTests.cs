using System.Text.Json;
using SpotifyCapi.Codes;
using SpotifyCapiFunctions.Inspector;

namespace SpotifyCapiFunctions.Tests.Inspector;

public sealed class GlossaryTests
{
    private readonly JsonElement glossary = JsonDocument.Parse(Glossary.Write(PageFiles.Read().Documents)).RootElement;

    [Fact]
    public void EveryCodeAndReasonOfTheApp_IsExplained()
    {
        Explains("Errors", typeof(ErrorCodes).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!));
        Explains("Dropped fields", DropCodes.All);
        Explains("Ignored events", IgnoreReasons.All);
        Explains("What a reason means and what to do", DeliveryReasons.All);
    }

    [Fact]
    public void RowWithSeveralReasons_ExplainsEach() =>
        Assert.Equal(Text("timeout"), Text("spotify_unavailable"));

    [Fact]
    public void TextOfTheDocuments_CannotEndTheScriptElement() =>
        Assert.DoesNotContain('<', Glossary.Write(["## A\n| `code` | x | </script> | <b> |\n"]));

    private string? Text(string reason) => glossary.GetProperty("What a reason means and what to do").GetProperty(reason).GetProperty("means").GetString();

    private void Explains(string heading, IEnumerable<string> codes) => Assert.All(codes, code =>
    {
        var entry = glossary.GetProperty(heading).GetProperty(code);
        Assert.NotEmpty(entry.GetProperty("means").GetString()!);
        Assert.NotEmpty(entry.GetProperty("do").GetString()!);
    });
}
