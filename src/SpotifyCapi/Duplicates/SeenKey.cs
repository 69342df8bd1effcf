using System.Buffers;
using System.Buffers.Binary;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Text;

namespace SpotifyCapi.Duplicates;

/// <summary>
/// What a duplicate is recognised by, as 16 bytes: 86 bits of a digest, of which nothing of an id can be read back, and between them the
/// <see cref="Fingerprint"/>, which does not make it another key. Former versions stored 16 bytes of the digest and compare the same 86 bits, so
/// both read what the other has written.
/// </summary>
public readonly record struct SeenKey
{
    /// <summary>Bytes of a key.</summary>
    public const int Size = 16;

    private const int PrintShift = 80;
    private const int MarkShift = PrintShift + 32;

    // Ten bits say that the 32 below them are a fingerprint. Those of a former version are such a mark once in 1,024 times.
    private static readonly UInt128 Mark = (UInt128)0x2A5 << MarkShift;
    private static readonly UInt128 MarkBits = (UInt128)0x3FF << MarkShift;
    private static readonly UInt128 DigestBits = ~(MarkBits | ((UInt128)uint.MaxValue << PrintShift));

    private const int OnStack = 512;

    private static readonly string[] EventNames = Enum.GetNames<StandardEvent>();

    /// <summary>A key.</summary>
    /// <param name="digest">16 bytes of a digest as a number.</param>
    /// <param name="print">What else is known; the default is nothing.</param>
    public SeenKey(UInt128 digest, Fingerprint print = default) => (Value, Print) = (digest & DigestBits, print);

    /// <summary>The bits of the digest that are kept.</summary>
    public UInt128 Value { get; }

    /// <summary>What the conversion said.</summary>
    public Fingerprint Print { get; }

    /// <inheritdoc/>
    public bool Equals(SeenKey other) => Value == other.Value;

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <summary>A conversion: the same action sent twice, by whatever way.</summary>
    /// <param name="destination">Name of the destination.</param>
    /// <param name="standard">The event.</param>
    /// <param name="eventId">Its id.</param>
    public static SeenKey Conversion(string destination, StandardEvent standard, string eventId) =>
        Of('c', destination, EventNames[(int)standard], eventId);

    /// <summary>A conversion: the same action sent twice, by whatever way.</summary>
    /// <param name="destination">Name of the destination.</param>
    /// <param name="accepted">The event.</param>
    public static SeenKey Conversion(string destination, AcceptedEvent accepted) => new(
        Of('c', destination, EventNames[(int)accepted.Facts.Event], accepted.Facts.EventIdText).Value, Fingerprint.Of(accepted));

    /// <summary>The keys of conversions, which for many together takes a fraction of the time.</summary>
    /// <param name="destination">Name of the destination.</param>
    /// <param name="events">The events.</param>
    public static SeenKey[] Conversions(string destination, IReadOnlyList<AcceptedEvent> events)
    {
        using var batch = DigestBatch.Rent();
        for (var i = 0; i < events.Count; i++)
            Add(batch, 'c', destination, EventNames[(int)events[i].Facts.Event], events[i].Facts.EventIdText);

        batch.Complete();
        var keys = new SeenKey[events.Count];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = new SeenKey(BinaryPrimitives.ReadUInt128BigEndian(batch[i]), Fingerprint.Of(events[i]));

        return keys;
    }

    /// <summary>A delivery of a webhook: the platform's retry of the very same message.</summary>
    /// <param name="source">Name of the source.</param>
    /// <param name="deliveryId">The platform's id.</param>
    public static SeenKey Delivery(string source, string deliveryId) => Of('d', source, deliveryId);

    /// <summary>Writes the key.</summary>
    /// <param name="destination">At least 16 bytes.</param>
    public void Write(Span<byte> destination) =>
        BinaryPrimitives.WriteUInt128BigEndian(destination, Print == default ? Value : Value | Mark | ((UInt128)Print.Bits << PrintShift));

    /// <summary>Reads a key.</summary>
    /// <param name="source">At least 16 bytes.</param>
    public static SeenKey Read(ReadOnlySpan<byte> source)
    {
        var bytes = BinaryPrimitives.ReadUInt128BigEndian(source);
        return new SeenKey(bytes, (bytes & MarkBits) == Mark ? new Fingerprint((uint)(bytes >> PrintShift)) : default);
    }

    // The parts as UTF-8 with a zero before each, the name of destination or source in lower case.
    private static void Add(DigestBatch batch, char kind, string name, params ReadOnlySpan<Utf8Text> rest)
    {
        Utf8Text lower = name.ToLowerInvariant();
        var size = 2 + lower.MaxBytes;
        foreach (var part in rest)
            size += 1 + part.MaxBytes;

        var rented = size > OnStack ? ArrayPool<byte>.Shared.Rent(size) : null;
        Span<byte> text = rented ?? stackalloc byte[OnStack];
        (text[0], text[1]) = ((byte)kind, 0);
        var length = 2 + lower.CopyTo(text[2..]);
        foreach (var part in rest)
        {
            text[length++] = 0;
            length += part.CopyTo(text[length..]);
        }

        batch.Add((ReadOnlySpan<byte>)text[..length]);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
    }

    private static SeenKey Of(char kind, string name, params ReadOnlySpan<Utf8Text> rest)
    {
        using var batch = DigestBatch.Rent();
        Add(batch, kind, name, rest);
        batch.Complete();
        return new SeenKey(BinaryPrimitives.ReadUInt128BigEndian(batch[0]));
    }
}
