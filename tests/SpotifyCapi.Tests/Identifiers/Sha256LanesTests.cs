using System.Security.Cryptography;
using System.Text;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Text;

namespace SpotifyCapi.Tests.Identifiers;

public sealed class Sha256LanesTests
{
    [Fact]
    public void Every_length_in_every_lane_is_the_platforms_digest()
    {
        var random = new Random(29);
        var blocks = new byte[Sha256Lanes.Count * Sha256Lanes.BlockSize];
        var digests = new byte[Sha256Lanes.Count * DigestBatch.DigestSize];
        for (var round = 0; round < 20 * (Sha256Lanes.LongestText + 1); round++)
        {
            var texts = Enumerable.Range(0, Sha256Lanes.Count).Select(lane => Bytes(random, (round + (7 * lane)) % (Sha256Lanes.LongestText + 1))).ToArray();
            for (var lane = 0; lane < texts.Length; lane++)
                Sha256Lanes.Pad(texts[lane], blocks.AsSpan(lane * Sha256Lanes.BlockSize, Sha256Lanes.BlockSize));

            Sha256Lanes.Hash(blocks, digests);

            for (var lane = 0; lane < texts.Length; lane++)
                Assert.Equal(Hex(texts[lane]), Convert.ToHexString(digests, lane * DigestBatch.DigestSize, DigestBatch.DigestSize));
        }
    }

    // FIPS 180-4's own example, and the digests that Spotify's guide and everybody's tests know.
    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnop", "aa353e009edbaebfc6e494c8d847696896cb8b398e0173a4b5c1b636292d87c7")]
    public void Known_text_has_its_known_digest(string text, string digest)
    {
        using var batch = DigestBatch.Rent();
        batch.Add(text);
        batch.Add("another, so that the lanes are used");
        batch.Complete();

        Assert.Equal(digest, Convert.ToHexStringLower(batch[0]));
    }

    [Fact]
    public void Any_number_of_texts_of_any_length_has_its_digests_in_their_order()
    {
        var random = new Random(31);
        for (var round = 0; round < 500; round++)
        {
            var texts = Enumerable.Range(0, round % 40 == 0 ? 600 : random.Next(30)).Select(_ => Bytes(random, random.Next(random.Next(8) == 0 ? 3_000 : 70))).ToArray();
            using var batch = DigestBatch.Rent();
            foreach (var text in texts)
                batch.Add((ReadOnlySpan<byte>)text);
            batch.Complete();

            for (var i = 0; i < texts.Length; i++)
                Assert.Equal(Hex(texts[i]), Convert.ToHexString(batch[i]));
        }
    }

    [Theory]
    [InlineData("jane.doe@example.com")]
    [InlineData("jané@example.com")]
    [InlineData("")]
    public void Text_has_the_digest_of_its_UTF8_whatever_it_is_held_as(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var longer = string.Concat(Enumerable.Repeat(text + "-", 400));
        using var batch = DigestBatch.Rent();
        batch.Add(text);
        batch.Add(new Utf8Text(bytes, 0, bytes.Length));
        batch.Add(longer);
        batch.Complete();

        Assert.Equal(Hex(bytes), Convert.ToHexString(batch[0]));
        Assert.Equal(Hex(bytes), Convert.ToHexString(batch[1]));
        Assert.Equal(Hex(Encoding.UTF8.GetBytes(longer)), Convert.ToHexString(batch[2]));
    }

    [Fact]
    public void Two_batches_at_once_do_not_mix()
    {
        using var one = DigestBatch.Rent();
        one.Add("one");
        using (var other = DigestBatch.Rent())
        {
            other.Add("other");
            other.Complete();
            Assert.Equal(Hex("other"u8.ToArray()), Convert.ToHexString(other[0]));
        }

        one.Complete();
        Assert.Equal(Hex("one"u8.ToArray()), Convert.ToHexString(one[0]));
    }

    private static byte[] Bytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string Hex(byte[] text) => Convert.ToHexString(SHA256.HashData(text));
}
