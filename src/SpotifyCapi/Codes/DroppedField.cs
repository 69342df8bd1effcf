namespace SpotifyCapi.Codes;

/// <summary>A field that was left out of an event that is otherwise good.</summary>
/// <param name="Field">The field as the sender spells it.</param>
/// <param name="Code">Stable code, one of <see cref="DropCodes"/>.</param>
public sealed record DroppedField(string Field, string Code)
{
    /// <summary>The sentence for a person that belongs to <see cref="Code"/>.</summary>
    public string Message => DropCodes.Explain(Code);
}
