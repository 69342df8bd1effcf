using System.IO.Compression;
using System.Text;
using Testing.Harness;

namespace EndToEnd.Tests;

/// <summary>A check that can find nothing proves nothing.</summary>
public sealed class HarnessTests
{
    [Fact]
    public void Canary_is_found_in_any_case_and_named()
    {
        var canaries = new Canaries();
        var email = canaries.Email();

        canaries.AreNotIn(["nothing here"], "a text");
        var failure = Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => canaries.AreNotIn(["x", email.ToUpperInvariant()], "a text"));
        Assert.Contains("e-mail 1", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 0, 0, 0, true)]
    [InlineData(0, 0, 0, 0, false)]
    [InlineData(1, 1, 0, 0, false)]
    [InlineData(1, 0, 1, 0, true)]
    [InlineData(1, 0, 0, 1, false)]
    public void Balance_fails_for_a_loss_and_for_changed_bytes(int accepted, int lost, int duplicates, int changed, bool passes)
    {
        var balance = new Balance
        {
            Accepted = accepted,
            Delivered = accepted - lost,
            Queued = 0,
            Poison = 0,
            Dead = 0,
            Lost = [.. Enumerable.Repeat("order-1", lost)],
            Unexpected = [],
            Duplicates = duplicates,
            Changed = changed,
        };

        Assert.Equal(passes, Record.Exception(balance.NothingIsLost) is null);
        Assert.Equal(passes && duplicates == 0, Record.Exception(balance.EverythingArrivedOnce) is null);
    }

    [Fact]
    public void Envelope_of_the_queue_is_read_and_anything_else_is_empty()
    {
        Assert.Equal(["a", "b"], Queues.EventIds("""{"v":1,"events":[{"id":"a"},{"id":"b"}]}"""));
        Assert.Equal(["c"], Queues.EventIds($$"""{"v":2,"dest":"main","br":"{{Compressed("""{"v":1,"events":[{"id":"c"}]}""")}}"}"""));
        Assert.Empty(Queues.EventIds("no envelope"));
    }

    private static string Compressed(string json)
    {
        using var compressed = new MemoryStream();
        using (var stream = new BrotliStream(compressed, CompressionLevel.Fastest))
            stream.Write(Encoding.UTF8.GetBytes(json));
        return Convert.ToBase64String(compressed.ToArray());
    }
}
