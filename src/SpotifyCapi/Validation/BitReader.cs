using System.Buffers;

namespace SpotifyCapi.Validation;

/// <summary>
/// Reads whole numbers out of a text of six bits a character, as consent strings are written (RFC 4648, table 2, without regard to bytes). Reading
/// beyond the end gives zeros and is remembered.
/// </summary>
/// <param name="text">One segment.</param>
internal ref struct BitReader(ReadOnlySpan<char> text)
{
    private const int BitsOfCharacter = 6;
    private const int MaxFibonacci = 24;
    private const byte NoCharacter = 0xFF;

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static readonly SearchValues<char> Characters = SearchValues.Create(Alphabet);
    private static readonly byte[] Values = Table();

    private readonly ReadOnlySpan<char> text = text.TrimEnd('=');
    private int at;

    /// <summary>Whether the whole text is of the alphabet, and all that was read was there.</summary>
    public bool IsGood { get; private set; } = !text.TrimEnd('=').ContainsAnyExcept(Characters);

    /// <summary>Skips bits.</summary>
    public void Skip(int bits) => IsGood &= (at += bits) <= text.Length * BitsOfCharacter;

    /// <summary>A whole number, its highest bit first.</summary>
    /// <param name="bits">1 to 24.</param>
    public int Int(int bits)
    {
        var result = 0;
        while (bits > 0)
        {
            var (index, offset) = (at / BitsOfCharacter, at % BitsOfCharacter);
            var take = Math.Min(bits, BitsOfCharacter - offset);
            var value = index < text.Length && text[index] < Values.Length ? Values[text[index]] : NoCharacter;
            if (value == NoCharacter)
            {
                IsGood = false;
                return 0;
            }

            result = (result << take) | ((value >> (BitsOfCharacter - offset - take)) & ((1 << take) - 1));
            (at, bits) = (at + take, bits - take);
        }

        return result;
    }

    /// <summary>One bit.</summary>
    public bool Bool() => Int(1) == 1;

    /// <summary>A whole number from 1 in Fibonacci coding: sums of 1, 2, 3, 5, 8…, ended by two ones in a row.</summary>
    public int Fibonacci()
    {
        var (sum, value, next, isOne) = (0, 1, 2, false);
        for (var i = 0; i < MaxFibonacci && IsGood; i++)
        {
            var bit = Bool();
            if (bit && isOne)
                return sum;

            sum += bit ? value : 0;
            (value, next, isOne) = (next, value + next, bit);
        }

        IsGood = false;
        return 0;
    }

    private static byte[] Table()
    {
        var table = new byte[128];
        Array.Fill(table, NoCharacter);
        for (var i = 0; i < Alphabet.Length; i++)
            table[Alphabet[i]] = (byte)i;

        return table;
    }
}
