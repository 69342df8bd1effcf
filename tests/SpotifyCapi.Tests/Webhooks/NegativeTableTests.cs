using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Tests.Webhooks;

/// <summary>What every kind must refuse, whatever its header and encoding.</summary>
public sealed class NegativeTableTests
{
    private const string Body = """{"id":820982911946154508}""";

    public static TheoryData<string> Senders => Sender.Names;

    [Theory]
    [MemberData(nameof(Senders))]
    public void The_right_signature_is_valid(string name) => Check(name, SignatureResult.Valid, sender => [sender.Signature("current", Body)]);

    [Theory]
    [MemberData(nameof(Senders))]
    public void The_previous_secret_is_valid_while_it_is_listed(string name) =>
        Check(name, SignatureResult.Valid, sender => [sender.Signature("previous", Body)]);

    [Theory]
    [MemberData(nameof(Senders))]
    public void A_secret_that_is_not_listed_is_refused(string name) =>
        Check(name, SignatureResult.Mismatch, sender => [sender.Signature("former", Body)]);

    [Theory]
    [MemberData(nameof(Senders))]
    public void No_signature_is_refused(string name) => Check(name, SignatureResult.Missing, _ => []);

    [Theory]
    [MemberData(nameof(Senders))]
    public void A_repeated_signature_is_refused_even_when_both_are_right(string name) =>
        Check(name, SignatureResult.Repeated, sender => [sender.Signature("current", Body), sender.Signature("current", Body)]);

    [Theory]
    [MemberData(nameof(Senders))]
    public void A_newline_after_the_body_is_refused(string name) => CheckBody(name, Body + "\n");

    [Theory]
    [MemberData(nameof(Senders))]
    public void A_byte_order_mark_before_the_body_is_refused(string name) => CheckBody(name, "\uFEFF" + Body);

    [Theory]
    [MemberData(nameof(Senders))]
    public void A_changed_body_is_refused(string name) => CheckBody(name, Body.Replace('8', '9'));

    [Theory]
    [MemberData(nameof(Senders))]
    public void An_empty_body_is_refused(string name) => CheckBody(name, string.Empty);

    [Theory]
    [MemberData(nameof(Senders))]
    public void A_cut_off_signature_is_refused(string name) =>
        Check(name, SignatureResult.Malformed, sender => [sender.Signature("current", Body)[..^1]]);

    [Theory]
    [MemberData(nameof(Senders))]
    public void A_signature_with_a_tail_is_refused(string name) =>
        Check(name, SignatureResult.Malformed, sender => [sender.Signature("current", Body) + "A"]);

    [Theory]
    [MemberData(nameof(Senders))]
    public void A_signature_with_a_newline_is_refused(string name) =>
        Check(name, SignatureResult.Malformed, sender => [sender.Signature("current", Body) + "\n"]);

    [Theory]
    [MemberData(nameof(Senders))]
    public void The_same_bytes_in_the_other_encoding_are_refused(string name) => Check(name, SignatureResult.Malformed, sender =>
    {
        var text = sender.Signature("current", Body);
        var start = text.IndexOfAny([',', '=']) is var mark and >= 0 and < 10 ? mark + 1 : 0;
        return sender.IsHex
            ? [text[..start] + Convert.ToBase64String(Convert.FromHexString(text[start..]))]
            : [text[..start] + Convert.ToHexStringLower(Convert.FromBase64String(text[start..]))];
    });

    [Theory]
    [MemberData(nameof(Senders))]
    public void Lower_case_spoils_Base64(string name)
    {
        var sender = Sender.All[name];
        if (!sender.IsHex)
            Check(name, SignatureResult.Mismatch, _ => [sender.Signature("current", Body).ToLowerInvariant()]);
    }

    [Theory]
    [InlineData("Segment")]
    [InlineData("SignedJson, with time")]
    public void Hexadecimal_digits_may_be_upper_case(string name) =>
        Check(name, SignatureResult.Valid, sender => [sender.Signature("current", Body).ToUpperInvariant()]);

    private static void Check(string name, SignatureResult expected, Func<Sender, string[]> signatures)
    {
        var sender = Sender.All[name];

        Assert.Equal(expected, sender.Source.Verify(sender.Deliver(Body, signatures(sender)), "current", "previous"));
    }

    private static void CheckBody(string name, string delivered)
    {
        var sender = Sender.All[name];

        var result = sender.Source.Verify(sender.Deliver(delivered, sender.Signature("current", Body)), "current");

        Assert.Equal(SignatureResult.Mismatch, result);
    }
}
