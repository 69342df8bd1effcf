using FsCheck;
using FsCheck.Fluent;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Queueing;
using SpotifyCapi.Spotify;
using SpotifyCapi.Tests.Events;
using SpotifyCapi.Tests.Spotify;

namespace SpotifyCapi.Tests.Queueing;

public sealed class EnvelopeProperties
{
    private static readonly Config Settings = Properties.Settings(20260301UL, 17UL, shortly: 300);
    private static readonly Config OfManyEvents = Properties.Settings(20260301UL, 17UL, shortly: 100);

    private static readonly Gen<string> Text =
        from parts in Gen.ArrayOf(Gen.Elements("a", "Z", "7", " ", "é", "e\u0301", "\"", "\\", "<", "&", "\n", "\0", "\u2028", "田", "🛒", "+", "@"))
        select string.Concat(parts);

    private static readonly Gen<string?> Maybe = Gen.OneOf(Gen.Constant<string?>(null), Text.Select(text => (string?)text));

    private static readonly Gen<Sha256Digest> Digest = Text.Select(text => Sha256Digest.Of(text.AsSpan()));

    private static readonly Gen<NormalizedEmail> Email = Gen.Choose(0, 9_999).Select(i =>
    {
        Assert.True(EmailNormalizer.TryNormalize($"jané{i}@example.com", out var email));
        return email;
    });

    private static readonly Gen<EventFacts> Facts =
        from standard in Gen.Elements(Enum.GetValues<StandardEvent>())
        from id in Text
        from milliseconds in Gen.Choose(0, int.MaxValue)
        from source in Gen.Elements<ActionSource?>(null, ActionSource.Web, ActionSource.App, ActionSource.Offline)
        from consent in Gen.Elements(Enum.GetValues<MarketingConsent>())
        from optOut in Gen.Elements(true, false)
        from amount in Gen.Choose(-1, int.MaxValue)
        from scale in Gen.Choose(0, 4)
        from texts in Gen.ArrayOf(Maybe, 5)
        from drops in Gen.ListOf(Text.Select(text => new DroppedField(text, DropCodes.TooLong)))
        select new EventFacts
        {
            Event = standard,
            SourceEventName = $"name {id}",
            EventId = id,
            EventTime = DateTimeOffset.UnixEpoch.AddMilliseconds(milliseconds * 1000L),
            ActionSource = source,
            EventSourceUrl = texts[0],
            Consent = consent,
            OptOutTargeting = optOut,
            Money = amount < 0 ? null : new Money(Money.Trim(new decimal(amount, 0, 0, false, (byte)scale)), "USD"),
            ContentName = texts[1],
            ContentCategory = texts[2],
            OrderId = texts[3],
            PlatformOrderId = texts[4],
            Dropped = [.. drops],
        };

    private static readonly Gen<IdentifierSet> Identifiers =
        from emails in Gen.ListOf(Email)
        from digests in Gen.ListOf(Digest)
        from phone in Gen.Elements(SamplePhone(), null)
        from hashed in Digest
        from texts in Gen.ArrayOf(Maybe, 3)
        select new IdentifierSet
        {
            Emails = [.. emails.Distinct()],
            HashedEmails = [.. digests.Distinct()],
            Phone = phone,
            HashedPhone = phone is null ? hashed : null,
            IpAddress = texts[0],
            UserAgent = texts[1],
            DeviceId = texts[2],
        };

    private static readonly Gen<AcceptedEvent> Accepted = from facts in Facts from who in Identifiers select new AcceptedEvent(facts, who);

    [Fact]
    public void Every_field_of_an_event_comes_back_from_the_queue() => Check.One(Settings, Prop.ForAll(Accepted.ToArbitrary(), accepted =>
    {
        var packed = EnvelopePacker.Pack(new EnvelopeHeader("main", "shop", 0, SampleEvent.Now), [accepted]);
        Assert.True(EnvelopeReader.TryRead(packed.Envelopes[0].Body, out var envelope));
        var read = Assert.Single(envelope.Events);

        Assert.Equal(accepted.Facts.Dropped, read.Facts.Dropped);
        Assert.Equal(accepted.Facts, read.Facts with { Dropped = accepted.Facts.Dropped });
        Assert.Equal(accepted.Identifiers.Emails, read.Identifiers.Emails);
        Assert.Equal(accepted.Identifiers.HashedEmails, read.Identifiers.HashedEmails);
        Assert.Equal(
            accepted.Identifiers, read.Identifiers with { Emails = accepted.Identifiers.Emails, HashedEmails = accepted.Identifiers.HashedEmails });
    }));

    [Fact]
    public void Every_event_is_written_as_the_plain_serialiser_writes_it() => Check.One(Settings, Prop.ForAll(Accepted.ToArbitrary(), accepted =>
    {
        var part = Assert.Single(EnvelopePacker.Write(new EnvelopeHeader("main", "shop", 0, SampleEvent.Now), [accepted]).Parts);

        Assert.Equal(EventReference.Json(accepted), System.Text.Encoding.UTF8.GetString(part.Json.Span));
    }));

    [Fact]
    public void A_group_is_never_above_its_limit_and_holds_what_was_added_with_every_recorded_trace() =>
        Check.One(OfManyEvents, Prop.ForAll(Gen.Zip(Gen.ListOf(Accepted), Gen.Choose(1_000, 8_000)).ToArbitrary(), drawn =>
        {
            var (events, limit) = drawn;
            var group = new EnvelopeGroup(limit);
            var (ids, traces) = (new List<string>(), new List<string>());
            for (var i = 0; i < events.Count; i++)
            {
                var trace = i % 3 == 0 ? null : $"00-{i:x32}-00f067aa0ba902b7-0{i % 2}";
                var header = new EnvelopeHeader("main", "shop", 0, SampleEvent.Now.AddMilliseconds(i), trace);
                if (EnvelopePacker.Write(header, [events[i]], limit).Parts is not [var part] || !group.TryAdd(header, part))
                    continue;
                ids.Add(events[i].Facts.EventId);
                if (trace is not null && (i % 2 == 1 || traces.Count == 0 && ids.Count == 1))
                    traces.Add(trace);
            }

            if (ids.Count == 0)
                return true;
            var body = group.Seal();
            Assert.True(EnvelopeReader.TryRead(body, out var envelope));
            Assert.Equal(ids, envelope.Events.Select(item => item.Facts.EventId));
            Assert.Equal(traces, envelope.Header.TraceLinks.Prepend(envelope.Header.TraceParent).OfType<string>());
            var size = OpenedEnvelope.Json(body).Length;
            return size <= limit && size == group.Size;
        }));

    [Fact]
    public void No_envelope_is_ever_above_the_limit_and_no_event_is_lost() =>
        Check.One(OfManyEvents, Prop.ForAll(Gen.Zip(Gen.ListOf(Accepted), Gen.Choose(200, 4_000)).ToArbitrary(), drawn =>
        {
            var (events, limit) = drawn;
            var packed = EnvelopePacker.Pack(new EnvelopeHeader("main", "shop", 0, SampleEvent.Now), [.. events], limit);

            return packed.Envelopes.All(envelope => envelope.Body.Length <= limit && EnvelopeReader.TryRead(envelope.Body, out var read)
                    && read.Events.Select(item => item.Facts.EventId).SequenceEqual(envelope.Indexes.Select(index => events[index].Facts.EventId)))
                && packed.Envelopes.SelectMany(envelope => envelope.Indexes).Concat(packed.TooLarge).Order().SequenceEqual(Enumerable.Range(0, events.Count))
                && packed.Envelopes.SelectMany(envelope => envelope.Indexes).SequenceEqual(packed.Envelopes.SelectMany(envelope => envelope.Indexes).Order());
        }));

    [Fact]
    public void Hashing_before_the_queue_gives_the_same_bytes_as_hashing_at_delivery() => Check.One(Settings, Prop.ForAll(Accepted.ToArbitrary(), accepted =>
    {
        foreach (var format in Enum.GetValues<PhoneFormat>())
        {
            var early = accepted with { Identifiers = accepted.Identifiers.WithoutReadable(format) };
            Assert.Empty(early.Identifiers.Emails);
            Assert.Null(early.Identifiers.Phone);
            Assert.Equal(Wire(accepted, format), Wire(early, format));
            Assert.Equal(Wire(accepted, format), Wire(early with { Identifiers = early.Identifiers.WithoutReadable(format) }, format));
            Assert.Equal(Wire(accepted, format), Wire(ThroughQueue(early), format));
        }
    }));

    private static SpotifyCapi.Phones.E164Number? SamplePhone() =>
        SampleEvent.Accept(SampleEvent.With("user", """{ "phone": "+14155552671" }""")).Identifiers.Phone;

    private static AcceptedEvent ThroughQueue(AcceptedEvent accepted)
    {
        var packed = EnvelopePacker.Pack(new EnvelopeHeader("main", "shop", 0, SampleEvent.Now), [accepted]);
        Assert.True(EnvelopeReader.TryRead(packed.Envelopes[0].Body, out var envelope));
        return Assert.Single(envelope.Events);
    }

    private static string Wire(AcceptedEvent accepted, PhoneFormat format) => string.Join('\n', Enum.GetValues<Profile>()
        .Where(profile => GoldenEvents.EventsOf(profile).Contains(accepted.Facts.Event))
        .Select(profile => Assert.Single(TestEvents.Requests(TestDestinations.Of(profile), [HashedEvent.Of(accepted, format)])).Json)
        .Select(json => Convert.ToBase64String(json.Span)));
}
