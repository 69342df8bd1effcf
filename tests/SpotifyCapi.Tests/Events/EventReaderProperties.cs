using FsCheck;
using FsCheck.Fluent;
using SpotifyCapi.Events;

namespace SpotifyCapi.Tests.Events;

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
