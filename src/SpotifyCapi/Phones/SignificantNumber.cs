namespace SpotifyCapi.Phones;

/// <summary>A national significant number: what follows the calling code in E.164.</summary>
internal ref struct SignificantNumber(Span<byte> buffer)
{
    /// <summary>Room for the longest written number and the digits that a plan may insert.</summary>
    internal const int Room = WrittenNumber.MaxDigits + 4;

    private readonly Span<byte> buffer = buffer;
    private int length;

    internal readonly ReadOnlySpan<byte> Digits => buffer[..length];

    /// <summary>
    /// Reads what follows a calling code. A number that exists as it stands is taken as it stands, so that an E.164 number stays what it
    /// is; only otherwise was a national prefix written that does not belong there.
    /// </summary>
    /// <param name="written">The digits after the calling code.</param>
    /// <param name="code">The calling code.</param>
    internal bool TryInternational(ReadOnlySpan<byte> written, CallingCode code) =>
        code.Accepts(written) ? Take(written) : code.Main.TryRemovePrefix(written, buffer, out length) && code.Accepts(Digits);

    /// <summary>Reads what is dialled inside a country: without its prefix if that makes sense, else as it stands.</summary>
    /// <param name="written">The digits.</param>
    /// <param name="plan">The country's plan.</param>
    internal bool TryNational(ReadOnlySpan<byte> written, NumberingPlan plan) =>
        (plan.TryRemovePrefix(written, buffer, out length) && plan.Accepts(Digits)) || (plan.Accepts(written) && Take(written));

    /// <summary>The same for a number of another country under the same calling code, such as a Manx number dialled in Britain.</summary>
    /// <param name="written">The digits.</param>
    /// <param name="plan">The country's plan, which has the prefixes.</param>
    /// <param name="code">Its calling code.</param>
    internal bool TryNeighbour(ReadOnlySpan<byte> written, NumberingPlan plan, CallingCode code) =>
        (plan.TryRemovePrefix(written, buffer, out length) && code.Accepts(Digits)) || (code.Accepts(written) && Take(written));

    private bool Take(ReadOnlySpan<byte> written)
    {
        written.CopyTo(buffer);
        length = written.Length;
        return true;
    }
}
