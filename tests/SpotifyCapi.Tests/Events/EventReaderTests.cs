using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;

namespace SpotifyCapi.Tests.Events;

public sealed class EventReaderTests
{
    private const string One = """{ "event_id": "a" }""";

    [Theory]
    [InlineData(One, "a")]
    [InlineData("[" + One + "]", "a")]
    [InlineData("""[{ "event_id": "a" }, { "event_id": "b" }]""", "a b")]
    [InlineData("""{ "events": [{ "event_id": "a" }, { "event_id": "b" }] }""", "a b")]
    [InlineData("""{ "version": 2, "events": [{ "event_id": "a" }], "sent_at": { "events": [1, 2] } }""", "a")]
    [InlineData("""{ "\u0065vents": [{ "event_id": "a" }] }""", "a")]
    [InlineData(" \r\n\t{ \"event_id\": \"a\" }\n ", "a")]
    [InlineData("""{ "event_id": "a", "events_total": 3, "nested": { "events": [] } }""", "a")]
    public void One_event_an_array_and_an_object_with_events_are_read_in_order(string json, string ids) =>
        Assert.Equal(ids, string.Join(' ', Events(json).Select(read => read.EventId)));

    [Theory]
    [InlineData("", ErrorCodes.EmptyBody, "")]
    [InlineData(" \r\n\t ", ErrorCodes.EmptyBody, "")]
    [InlineData("\uFEFF", ErrorCodes.EmptyBody, "")]
    [InlineData("null", ErrorCodes.UnexpectedShape, "")]
    [InlineData("true", ErrorCodes.UnexpectedShape, "")]
    [InlineData("42", ErrorCodes.UnexpectedShape, "")]
    [InlineData("\"event\"", ErrorCodes.UnexpectedShape, "")]
    [InlineData("[]", ErrorCodes.NoEvents, "")]
    [InlineData("""{ "events": [] }""", ErrorCodes.NoEvents, "")]
    [InlineData("""{ "events": null }""", ErrorCodes.WrongType, "events")]
    [InlineData("""{ "events": { "event_id": "a" } }""", ErrorCodes.WrongType, "events")]
    [InlineData("""{ "events": [{ "event_id": "a" }], "events": [{ "event_id": "b" }] }""", ErrorCodes.DuplicateField, "events")]
    [InlineData("""{ "event_id": "a" """, ErrorCodes.MalformedJson, "")]
    [InlineData("""{ "event_id": "a", }""", ErrorCodes.MalformedJson, "")]
    [InlineData("""[{ "event_id": "a" },]""", ErrorCodes.MalformedJson, "")]
    [InlineData("""{ "event_id": "a" } { "event_id": "b" }""", ErrorCodes.MalformedJson, "")]
    [InlineData("""{ "events": [{ "event_id": "a" }] } x""", ErrorCodes.MalformedJson, "")]
    [InlineData("""{ "events": [{ "event_id": "a" }], "x": }""", ErrorCodes.MalformedJson, "")]
    [InlineData("""{ "event_id": "a" /* b */ }""", ErrorCodes.MalformedJson, "")]
    [InlineData("""{ 'event_id': 'a' }""", ErrorCodes.MalformedJson, "")]
    [InlineData("""{ "value": NaN }""", ErrorCodes.MalformedJson, "")]
    [InlineData("""{ "value": Infinity }""", ErrorCodes.MalformedJson, "")]
    [InlineData("""{ "value": 0123 }""", ErrorCodes.MalformedJson, "")]
    [InlineData("""{ "event_id": "a\x" }""", ErrorCodes.MalformedJson, "")]
    [InlineData("{ \"event_id\": \"a\nb\" }", ErrorCodes.MalformedJson, "")]
    [InlineData("event_id=a&event_time=b", ErrorCodes.MalformedJson, "")]
    [InlineData("<event/>", ErrorCodes.MalformedJson, "")]
    public void A_body_of_no_known_shape_is_refused_as_a_whole_with_a_code(string body, string code, string field)
    {
        var error = Malformed(Encoding.UTF8.GetBytes(body));

        Assert.Equal((code, field), (error.Code, error.Field));
        Assert.DoesNotContain("event_time=b", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_is_skipped() => Assert.Equal("a", Assert.Single(Events("\uFEFF" + One)).EventId);

    [Fact]
    public void UTF_16_is_refused() => Assert.Contains(
        Malformed(Encoding.Unicode.GetBytes(One)).Code, new[] { ErrorCodes.InvalidUtf8, ErrorCodes.MalformedJson });

    [Theory]
    [InlineData(0xFF)]
    [InlineData(0xC0)]
    [InlineData(0x80)]
    [InlineData(0xE9)]
    public void A_byte_that_is_not_UTF_8_is_invalid_utf8(byte wrong)
    {
        var body = Encoding.UTF8.GetBytes("""{ "event_id": "?" }""");
        body[Array.IndexOf(body, (byte)'?')] = wrong;

        Assert.Equal(ErrorCodes.InvalidUtf8, Malformed(body).Code);
    }

    [Fact]
    public void A_surrogate_in_UTF_8_is_invalid_utf8()
    {
        byte[] surrogate = [0xED, 0xA0, 0x80];

        Assert.Equal(ErrorCodes.InvalidUtf8, Malformed([.. "{\"event_id\":\""u8, .. surrogate, .. "\"}"u8]).Code);
    }

    [Fact]
    public void Every_way_of_cutting_a_body_off_is_malformed_json()
    {
        var body = Encoding.UTF8.GetBytes($$"""{"events":[{{SampleEvent.Json}}]}""");
        for (var length = 1; length < body.Length; length++)
            Assert.Equal(ErrorCodes.MalformedJson, Malformed(body[..length]).Code);
    }

    [Fact]
    public void Thirty_two_levels_are_read_and_one_more_is_not()
    {
        Assert.Single(Events(Nested(EventReader.MaxDepth - 1)));
        Assert.Equal(ErrorCodes.MalformedJson, Malformed(Encoding.UTF8.GetBytes(Nested(EventReader.MaxDepth))).Code);

        static string Nested(int arrays) => $"{{\"x\":{new string('[', arrays)}{new string(']', arrays)}}}";
    }

    [Theory]
    [InlineData('[', ']')]
    [InlineData('[', ' ')]
    public void Ten_thousand_levels_are_malformed_json(char open, char close) => Assert.Equal(
        ErrorCodes.MalformedJson, Malformed(Encoding.UTF8.GetBytes(new string(open, 10_000) + new string(close, 10_000))).Code);

    [Fact]
    public void As_many_events_as_allowed_are_read_and_one_more_is_too_many()
    {
        var three = $"[{One},{One},{One}]";

        Assert.Equal(3, Assert.IsType<EventReading.Events>(EventReader.Read(Encoding.UTF8.GetBytes(three), 3)).Items.Count);
        var error = Assert.IsType<EventReading.Malformed>(EventReader.Read(Encoding.UTF8.GetBytes(three), 2)).Error;
        Assert.Equal(ErrorCodes.TooManyEvents, error.Code);
        Assert.Contains("2 events", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_element_is_an_error_of_its_own_and_the_others_keep_their_places()
    {
        var events = Events("""[{ "event_id": "a" }, 7, { "event_id": true }, null, [{ "event_id": "x" }], "y", { "event_id": "b" }]""");

        Assert.Equal(["a", null, null, null, null, null, "b"], events.Select(read => read.EventId));
        Assert.Equal([0, 1, 1, 1, 1, 1, 0], events.Select(read => read.ReadErrors.Count));
        Assert.Equal(["", "event_id", "", "", ""], events.SelectMany(read => read.ReadErrors).Select(error => error.Field));
        Assert.All(events.SelectMany(read => read.ReadErrors), error => Assert.Equal(ErrorCodes.WrongType, error.Code));
    }

    [Fact]
    public void Half_of_a_surrogate_pair_in_a_field_name_is_malformed_json() =>
        Assert.Equal(ErrorCodes.MalformedJson, Malformed("{\"event\\ud800id\":\"a\"}"u8.ToArray()).Code);

    private static IReadOnlyList<ConversionEvent> Events(string json) =>
        Assert.IsType<EventReading.Events>(EventReader.Read(Encoding.UTF8.GetBytes(json), 100)).Items;

    private static ValidationError Malformed(byte[] body) => Assert.IsType<EventReading.Malformed>(EventReader.Read(body, 100)).Error;
}

public sealed class EventReaderProperties
{
    private static readonly Config Settings = Properties.Settings(20260301UL, 13UL);

    [Fact]
    public void Arbitrary_bytes_give_a_reading_and_never_an_exception() => Holds(ArbMap.Default.GeneratorFor<byte[]>());

    [Fact]
    public void Mutated_JSON_gives_a_reading_and_never_an_exception() =>
        Holds(Gen.Choose(0, int.MaxValue - 1).Select(seed => new BodyMutator(seed).Next()));

    private static void Holds(Gen<byte[]> bodies) => Check.One(Settings, Prop.ForAll(bodies.ToArbitrary(), body => EventReader.Read(body, 10) switch
    {
        EventReading.Events { Items.Count: > 0 and <= 10 } => true,
        EventReading.Malformed { Error: { Code.Length: > 0, Message.Length: > 0 } } => true,
        _ => false,
    }));
}
