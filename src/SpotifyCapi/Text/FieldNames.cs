using System.Text;

namespace SpotifyCapi.Text;

/// <summary>The names of an object's fields. A name is compared with those of its length only, instead of with all before it.</summary>
internal sealed class FieldNames
{
    private readonly Name[][] byLength;
    private readonly byte[][] names;

    /// <summary>Names; the place of each is its number.</summary>
    public FieldNames(params string[] names)
    {
        this.names = [.. names.Select(Encoding.UTF8.GetBytes)];
        byLength = new Name[names.Max(name => name.Length) + 1][];
        for (var length = 0; length < byLength.Length; length++)
            byLength[length] = [.. names.Select(Name.Of).Where(name => name.Utf8.Length == length)];
    }

    /// <summary>The number of the name that the reader stands on; -1 when it is none of these.</summary>
    /// <exception cref="InvalidOperationException">The name holds half of a surrogate pair.</exception>
    public int Find(ref JsonTokens reader) => reader.ValueIsEscaped ? FindEscaped(ref reader) : Find(reader.ValueSpan);

    /// <summary>The number of a name; -1 when it is none of these.</summary>
    /// <param name="given">UTF-8.</param>
    public int Find(ReadOnlySpan<byte> given)
    {
        if (given.Length < byLength.Length)
        {
            var (start, end) = (NameKey.Of(given), NameKey.OfEnd(given));
            foreach (ref readonly var name in byLength[given.Length].AsSpan())
            {
                if (name.Start == start && name.End == end && (given.Length <= 2 * NameKey.Length || given.SequenceEqual(name.Utf8)))
                    return name.Index;
            }
        }

        return -1;
    }

    // Name by name, so that one of which already the beginning is no field's is not unescaped: what is wrong later in it concerns nobody.
    private int FindEscaped(ref JsonTokens reader)
    {
        var given = reader.Alone();
        for (var index = 0; index < names.Length; index++)
        {
            if (given.ValueTextEquals(names[index]))
                return index;
        }

        return -1;
    }

    private readonly record struct Name(ulong Start, ulong End, byte[] Utf8, int Index)
    {
        public static Name Of(string name, int index)
        {
            var utf8 = Encoding.UTF8.GetBytes(name);
            return new Name(NameKey.Of(utf8), NameKey.OfEnd(utf8), utf8, index);
        }
    }
}
