using System.Text;
using System.Text.Json;
using Azure.Storage.Queues.Models;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Tests.Storage;

public sealed class QueuedBodyTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("ü")]
    [InlineData("")]
    public void Base64_is_decoded(string payload) => Assert.Equal(payload, Read(Convert.ToBase64String(Encoding.UTF8.GetBytes(payload))));

    [Theory]
    [InlineData("\r\n e30= \n")]
    [InlineData("e3\n0=")]
    public void White_space_in_Base64_is_passed_over(string text) => Assert.Equal("{}", Read(text));

    [Theory]
    [InlineData("{}")]
    [InlineData("not Base64: ü")]
    [InlineData("e30")]
    [InlineData("e30=e30=")]
    [InlineData("e30=!")]
    [InlineData("====")]
    [InlineData("eee=")]
    public void What_is_not_Base64_is_taken_as_it_stands(string text) => Assert.Equal(text, Read(text));

    /// <summary>What an encoder writes is read as the host read it before, white space or not. What none writes (bits that no byte has) is no Base64.</summary>
    [Fact]
    public void Every_short_text_is_read_as_the_framework_writes_it()
    {
        foreach (var text in Texts("eR3/= \n-", 5))
        {
            var bytes = new byte[text.Length];
            var isBase64 = Convert.TryFromBase64String(text, bytes, out var length)
                && Convert.ToBase64String(bytes.AsSpan(0, length)) == text.Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
            Assert.Equal(isBase64 ? bytes[..length] : Encoding.UTF8.GetBytes(text), QueuedBody.Of(Message(text)).ToArray());
        }
    }

    [Fact]
    public void Host_leaves_the_text_alone()
    {
        using var host = JsonDocument.Parse(Repository.Read("host.json"));

        Assert.Equal("none", host.RootElement.GetProperty("extensions").GetProperty("queues").GetProperty("messageEncoding").GetString());
    }

    private static IEnumerable<string> Texts(string letters, int longest) => longest == 0
        ? [string.Empty]
        : Texts(letters, longest - 1).SelectMany(text => text.Length == longest - 1 ? letters.Select(letter => text + letter).Prepend(text) : [text]);

    private static string Read(string text) => Encoding.UTF8.GetString(QueuedBody.Of(Message(text)).Span);

    private static QueueMessage Message(string text) => QueuesModelFactory.QueueMessage("id", "receipt", BinaryData.FromString(text), 1);
}
