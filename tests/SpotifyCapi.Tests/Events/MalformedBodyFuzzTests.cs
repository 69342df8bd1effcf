using System.Globalization;
using System.Text.Json;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Queueing;
using SpotifyCapi.Spotify;
using SpotifyCapi.Tests.Spotify;
using SpotifyCapi.Validation;
using Xunit.Abstractions;

namespace SpotifyCapi.Tests.Events;

/// <summary>
/// Broken bodies all the way through reading, validating, queueing and mapping. 50,000 of them; with <c>./test --all</c> a million.
/// </summary>
public sealed class MalformedBodyFuzzTests(ITestOutputHelper output)
{
    private const int Seed = 20260301;

    private static readonly int Cases = TestForm.Of(50_000, 1_000_000);

    private static readonly EventValidator Validator = new(new FakeTimeProvider(SampleEvent.Now));

    private static readonly Destination[] Destinations =
        [TestDestinations.Direct with { AllowAlias = true, DefaultCountry = "US" }, TestDestinations.Flat, TestDestinations.Partner];

    [Fact]
    public void Every_broken_body_ends_in_a_decision()
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var mutator = new BodyMutator(Seed);
        for (var i = 0; i < Cases; i++)
        {
            var body = mutator.Next();
            try
            {
                foreach (var outcome in Outcomes(body, Destinations[i % Destinations.Length]))
                    counts[outcome] = counts.GetValueOrDefault(outcome) + 1;
            }
            catch (Exception exception)
            {
                Assert.Fail($"Case {i}, body {Convert.ToBase64String(body)}: {exception}");
            }
        }

        foreach (var (outcome, count) in counts)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count,9} {outcome}"));

        // A mutator that breaks everything would prove nothing about what lies behind the reader.
        Assert.True(counts["accepted"] > Cases / 100, "Too few bodies were accepted.");
        Assert.True(counts["body: " + ErrorCodes.MalformedJson] > Cases / 10, "Too few bodies were malformed.");
        Assert.Contains("ignored: " + IgnoreReasons.UnmappedEvent, counts.Keys);
        Assert.Contains("rejected", counts.Keys);
    }

    private static IEnumerable<string> Outcomes(byte[] body, Destination destination)
    {
        var reading = EventReader.Read(body, 100);
        if (reading is EventReading.Malformed { Error: var error })
        {
            Assert.NotEmpty(error.Code);
            Assert.NotEmpty(error.Message);
            yield return $"body: {error.Code}";
            yield break;
        }

        foreach (var item in Assert.IsType<EventReading.Events>(reading).Items)
        {
            var decision = Validator.Validate(item, destination);
            switch (decision)
            {
                case EventDecision.Accepted(var accepted):
                    Deliver(accepted, destination);
                    yield return "accepted";
                    break;
                case EventDecision.Ignored(var reason):
                    Assert.Contains(reason, IgnoreReasons.All);
                    yield return $"ignored: {reason}";
                    break;
                default:
                    Assert.NotEmpty(Assert.IsType<EventDecision.Rejected>(decision).Errors);
                    yield return "rejected";
                    break;
            }
        }
    }

    private static void Deliver(AcceptedEvent accepted, Destination destination)
    {
        var packed = EnvelopePacker.Pack(new EnvelopeHeader(destination.Name, "events", 0, SampleEvent.Now), [accepted]);
        var envelope = Assert.Single(packed.Envelopes);
        Assert.True(EnvelopeReader.TryRead(envelope.Body, out var read));
        var hashed = HashedEvent.Of(Assert.Single(read.Events), PhoneFormat.E164);
        var request = Assert.Single(RequestBatcher.Write(IRequestFormat.For(destination.Profile), destination, [hashed]));
        using var json = JsonDocument.Parse(request.Json);
        Assert.Equal(JsonValueKind.Object, json.RootElement.ValueKind);
        Assert.Equal(request.Json.ToArray(), Assert.Single(RequestBatcher.Write(
            IRequestFormat.For(destination.Profile), destination, [HashedEvent.Of(accepted, PhoneFormat.E164)])).Json.ToArray());
    }
}
