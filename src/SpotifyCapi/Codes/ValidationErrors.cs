namespace SpotifyCapi.Codes;

/// <summary>Collects what is wrong with an event.</summary>
internal static class ValidationErrors
{
    // A field of the wrong type was reported while reading; "missing" on top of it would mislead.
    public static void AddUnlessRead(this List<ValidationError> errors, string field, string code, string message)
    {
        if (!errors.Exists(error => error.Field == field))
            errors.Add(new(code, field, message));
    }
}
