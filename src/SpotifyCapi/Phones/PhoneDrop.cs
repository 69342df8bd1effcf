namespace SpotifyCapi.Phones;

/// <summary>Why a phone number was left out. The names and numbers are stable: they appear in metrics and answers.</summary>
public enum PhoneDrop
{
    /// <summary>The number was kept.</summary>
    None = 0,

    /// <summary>Nothing was given: an empty text, or one without a single digit.</summary>
    Blank = 1,

    /// <summary>A program's word for "nothing", such as <c>null</c>, <c>undefined</c> or <c>n/a</c>.</summary>
    NullLike = 2,

    /// <summary>Letters that are not an extension label. Vanity numbers are refused, never translated.</summary>
    Letters = 3,

    /// <summary>A character that no phone number contains, or a <c>+</c> after the first digit.</summary>
    UnexpectedCharacter = 4,

    /// <summary>A national number, and neither the event nor the destination names a country.</summary>
    WithoutCountry = 5,

    /// <summary>A national number, and the country that was named is not an ISO 3166-1 alpha-2 code with a numbering plan.</summary>
    UnknownCountry = 6,

    /// <summary>An international number whose calling code belongs to nobody.</summary>
    UnknownCallingCode = 7,

    /// <summary>Length or leading digits are impossible in the numbering plan, or E.164's 7 to 15 digits are exceeded.</summary>
    Invalid = 8,
}
