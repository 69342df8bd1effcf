using System.Text;
using System.Text.Json;

namespace SpotifyCapi.Json;

/// <summary>The names of an object's fields. A name is compared with those of its length only, instead of with all before it.</summary>
internal sealed class FieldNames
{
    private readonly (byte[] Name, int Index)[][] byLength;
    private readonly string[] names;

    /// <summary>Names; the place of each is its number.</summary>
    public FieldNames(params string[] names)
    {
        this.names = names;
        byLength = new (byte[], int)[names.Max(name => name.Length) + 1][];
        for (var length = 0; length < byLength.Length; length++)
        {
            byLength[length] = [.. names.Select((name, index) => (Name: Encoding.UTF8.GetBytes(name), index)).Where(each => each.Name.Length == length)];
        }
    }

    /// <summary>The number of the name that the reader stands on; -1 when it is none of these.</summary>
    /// <exception cref="InvalidOperationException">The name holds half of a surrogate pair.</exception>
    public int Find(ref Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped || reader.HasValueSequence)
        {
            return FindSlowly(ref reader);
        }

        var given = reader.ValueSpan;
        if (given.Length < byLength.Length)
        {
            foreach (var (name, index) in byLength[given.Length])
            {
                if (given.SequenceEqual(name))
                {
                    return index;
                }
            }
        }

        return -1;
    }

    private int FindSlowly(ref Utf8JsonReader reader)
    {
        for (var index = 0; index < names.Length; index++)
        {
            if (reader.ValueTextEquals(names[index]))
            {
                return index;
            }
        }

        return -1;
    }
}
