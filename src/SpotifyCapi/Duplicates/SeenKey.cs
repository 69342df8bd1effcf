using System.Buffers;
using System.Buffers.Binary;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Text;

namespace SpotifyCapi.Duplicates;

/// <summary>What a duplicate is recognised by, as 16 bytes of a digest: small, and nothing of an id can be read back.</summary>
/// <param name="Value">The bytes as a number.</param>
public readonly record struct SeenKey(UInt128 Value)
{
    /// <summary>Bytes of a key.</summary>
    public const int Size = 16;

    private const int OnStack = 512;

    private static readonly string[] EventNames = Enum.GetNames<StandardEvent>();

    /// <summary>A conversion: the same action sent twice, by whatever way.</summary>
    /// <param name="destination">Name of the destination.</param>
    /// <param name="standard">The event.</param>
    /// <param name="eventId">Its id.</param>
    public static SeenKey Conversion(string destination, StandardEvent standard, string eventId) =>
        Of('c', destination, EventNames[(int)standard], eventId);

    /// <summary>A conversion: the same action sent twice, by whatever way.</summary>
    /// <param name="destination">Name of the destination.</param>
    /// <param name="facts">The event.</param>
    public static SeenKey Conversion(string destination, EventFacts facts) =>
        Of('c', destination, EventNames[(int)facts.Event], facts.EventIdText);

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
            keys[i] = Read(batch[i]);

        return keys;
    }

    /// <summary>A delivery of a webhook: the platform's retry of the very same message.</summary>
    /// <param name="source">Name of the source.</param>
    /// <param name="deliveryId">The platform's id.</param>
    public static SeenKey Delivery(string source, string deliveryId) => Of('d', source, deliveryId);

    /// <summary>Writes the key.</summary>
    /// <param name="destination">At least 16 bytes.</param>
    public void Write(Span<byte> destination) => BinaryPrimitives.WriteUInt128BigEndian(destination, Value);

    /// <summary>Reads a key.</summary>
    /// <param name="source">At least 16 bytes.</param>
    public static SeenKey Read(ReadOnlySpan<byte> source) => new(BinaryPrimitives.ReadUInt128BigEndian(source));

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
        return Read(batch[0]);
    }
}
