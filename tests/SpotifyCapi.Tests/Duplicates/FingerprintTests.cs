using SpotifyCapi.Duplicates;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Tests.Events;

namespace SpotifyCapi.Tests.Duplicates;

public sealed class FingerprintTests
{
    [Theory]
    [InlineData("value", "49.98", true)]
    [InlineData("value", "49.990", false)]
    [InlineData("currency", "\"EUR\"", true)]
    [InlineData("user", "{\"email\":\"john.roe@example.com\"}", true)]
    [InlineData("user", "{\"email\":\" Jane.Doe@Example.com \"}", false)]
    [InlineData("user", "{\"email\":\"jane.doe@example.com\",\"ip_address\":\"203.0.113.42\"}", false)]
    [InlineData("user", "{\"phone\":\"+14155552671\"}", false)]
    [InlineData("event_time", "\"2026-03-01T12:59:00+01:00\"", false)]
    [InlineData("event_time", "\"2026-03-01T11:58:31Z\"", false)]
    [InlineData("event_time", "\"2026-03-01T09:59:00Z\"", true)]
    [InlineData("event_time", "\"2026-02-28T11:59:00Z\"", true)]
    [InlineData("content_name", "\"Shirt\"", false)]
    public void Another_amount_person_or_time_is_a_conflict_and_nothing_else_is(string field, string json, bool isConflict)
    {
        var (one, other) = (Of(SampleEvent.Json), Of(SampleEvent.With(field, json)));

        Assert.Equal((isConflict, isConflict), (one.Contradicts(other), other.Contradicts(one)));
    }

    [Fact]
    public void What_one_does_not_tell_is_no_conflict()
    {
        var lead = Of(SampleEvent.With(("event_name", "\"LEAD\""), ("value", null), ("currency", null), ("user", "{\"ip_address\":\"203.0.113.42\"}")));

        Assert.False(lead.Contradicts(Of(SampleEvent.Json)));
        Assert.False(default(Fingerprint).Contradicts(Of(SampleEvent.Json)));
        Assert.False(Of(SampleEvent.Json).Contradicts(default));
    }

    [Fact]
    public void A_day_without_a_time_of_day_is_compared_with_none()
    {
        var accepted = SampleEvent.Accept(SampleEvent.With("event_time", "\"2026-02-20T12:00:00Z\""));

        Assert.False(Fingerprint.Of(accepted with { Facts = accepted.Facts with { IsDayOnly = true } }).Contradicts(Of(SampleEvent.Json)));
    }

    /// <summary>A hash that changed between builds or processes would make a conflict of every copy.</summary>
    [Fact]
    public void Bits_are_the_same_in_every_process_and_however_the_address_is_held()
    {
        var held = SampleEvent.Accept(SampleEvent.Json);
        EmailNormalizer.TryNormalize("jane.doe@example.com", out var email);

        Assert.Equal(608045790u, Fingerprint.Of(held).Bits);
        Assert.Equal(Fingerprint.Of(held), Fingerprint.Of(held with { Identifiers = held.Identifiers with { Emails = [email] } }));
    }

    [Fact]
    public void Thousands_of_other_orders_are_conflicts_but_for_a_few()
    {
        var first = Of(SampleEvent.Json);

        Assert.InRange(Enumerable.Range(1, 4000).Count(i => !first.Contradicts(Of(SampleEvent.With("value", $"{i}.5")))), 0, 5);
        Assert.InRange(Enumerable.Range(1, 4000).Count(i => !first.Contradicts(Of(SampleEvent.With("user.email", $"\"p{i}@example.com\"")))), 0, 20);
    }

    private static Fingerprint Of(string json) => Fingerprint.Of(SampleEvent.Accept(json));
}
