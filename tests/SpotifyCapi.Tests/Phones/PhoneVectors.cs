using SpotifyCapi.Phones;

namespace SpotifyCapi.Tests.Phones;

/// <summary>Written numbers with the country of the event, that of the destination, and what becomes of them.</summary>
internal static class PhoneVectors
{
    internal static TheoryData<string, string?, string?, string> Kept => new()
    {
        // The number's own prefix decides, whatever country is named.
        { "+14155552671", null, null, "+14155552671" },
        { "+44 20 7946 0958", "US", "DE", "+442079460958" },
        { "0044 20 7946 0958", null, null, "+442079460958" },
        { "0044 20 7946 0958", "FR", null, "+442079460958" },
        { "011 44 20 7946 0958", "US", null, "+442079460958" },
        { "011 44 20 7946 0958", null, "CA", "+442079460958" },
        { "011 44 20 7946 0958", null, null, "+442079460958" },
        { "0011 44 20 7946 0958", "AU", null, "+442079460958" },
        { "010 44 20 7946 0958", "JP", null, "+442079460958" },
        { "8~10 44 20 7946 0958", "RU", null, "+442079460958" },
        { "00 1 415 555 2671", "BO", null, "+14155552671" },
        { "+5519999999999", null, null, "+5519999999999" },
        { "+80012345678", null, null, "+80012345678" },

        // Then the event's country, then the destination's.
        { "(415) 555-2671", "US", null, "+14155552671" },
        { "(415) 555-2671", "us", "DE", "+14155552671" },
        { "(415) 555-2671", null, "US", "+14155552671" },
        { "(415) 555-2671", "  ", "US", "+14155552671" },
        { "1-415-555-2671", "US", null, "+14155552671" },
        { "020 7946 0958", "GB", null, "+442079460958" },
        { "020 7946 0958", "UK", null, "+442079460958" },
        { "07624 369230", "GB", null, "+447624369230" },

        // Trunk prefixes, and countries that have none.
        { "+44 (0)20 7946 0958", null, null, "+442079460958" },
        { "+49 (0) 151 12345678", null, null, "+4915112345678" },
        { "+34 (0) 912 345 678", null, null, "+34912345678" },
        { "0044 (0)20 7946 0958", "FR", null, "+442079460958" },
        { "06 1234 5678", "IT", null, "+390612345678" },
        { "+375 810 745 2949", null, null, "+3758107452949" },
        { "+39 06 1234 5678", null, null, "+390612345678" },
        { "347 123 4567", "IT", null, "+393471234567" },
        { "0549 886 543", "SM", null, "+3780549886543" },
        { "886543", "SM", null, "+3780549886543" },
        { "8 (495) 123-45-67", "RU", null, "+74951234567" },
        { "8 (701) 123-45-67", "KZ", null, "+77011234567" },
        { "06 20 123 4567", "HU", null, "+36201234567" },
        { "+36 06 20 123 4567", null, null, "+36201234567" },
        { "0221 1234567", "DE", null, "+492211234567" },
        { "11 15 2345-6789", "AR", null, "+5491123456789" },
        { "011 15 2345-6789", "AR", null, "+5491123456789" },
        { "0 15 11 98765 4321", "BR", null, "+5511987654321" },
        { "044 55 1234 5678", "MX", null, "+525512345678" },
        { "+52 1 55 1234 5678", null, null, "+525512345678" },
        { "01 55 1234 5678", "MX", null, "+525512345678" },
        { "461-1234", "AG", null, "+12684611234" },

        // The calling code without its plus.
        { "4915112345678", "DE", null, "+4915112345678" },
        { "491511234567", "DE", null, "+491511234567" },
        { "14155552671", "US", null, "+14155552671" },
        { "44 (0)20 7946 0958", "GB", null, "+442079460958" },

        // Extensions.
        { "(415) 555-2671 x123", "US", null, "+14155552671" },
        { "(415) 555-2671 ext. 123", "US", null, "+14155552671" },
        { "(415) 555-2671 #123", "US", null, "+14155552671" },
        { "(415) 555-2671 (Ext: 9)", "US", null, "+14155552671" },
        { "+1 415 555 2671;ext=123", null, null, "+14155552671" },
        { "8 (495) 123-45-67 доб. 204", "RU", null, "+74951234567" },

        // tel: URIs.
        { "tel:+1-415-555-2671", null, null, "+14155552671" },
        { "TEL:+1-415-555-2671;ext=7", null, null, "+14155552671" },
        { "tel:555-2671;phone-context=+1-415", null, null, "+14155552671" },
        { "tel:020-7946-0958;phone-context=shop.example", "GB", null, "+442079460958" },
        { "tel:+1-415-555-2671;isub=12", null, null, "+14155552671" },

        // Other scripts, and what copying leaves behind.
        { "＋４４　２０　７９４６　０９５８", null, null, "+442079460958" },
        { "٠٥٠ ١٢٣ ٤٥٦٧", "AE", null, "+971501234567" },
        { "۰۹۱۲ ۳۴۵ ۶۷۸۹", "IR", null, "+989123456789" },
        { "०९८७६ ५४३२१०", "IN", null, "+919876543210" },
        { "\u200F\u202A+44\u00A020\u20117946\u200B0958\u202C", null, null, "+442079460958" },
        { "'+442079460958", null, null, "+442079460958" },
        { "03ー1234ー5678", "JP", null, "+81312345678" },
        { "\t415.555/2671\r\n", "US", null, "+14155552671" },
    };

    internal static TheoryData<string?, string?, string?, PhoneDrop> Dropped => new()
    {
        { null, "US", null, PhoneDrop.Blank },
        { "", "US", null, PhoneDrop.Blank },
        { " \u200F( ) - ", "US", null, PhoneDrop.Blank },
        { "+", null, null, PhoneDrop.Blank },
        { "null", "US", null, PhoneDrop.NullLike },
        { " Undefined ", "US", null, PhoneDrop.NullLike },
        { "N/A", "US", null, PhoneDrop.NullLike },
        { "NIL", "US", null, PhoneDrop.NullLike },
        { "555-555-BILL", "US", null, PhoneDrop.Letters },
        { "1-800-FLOWERS", "US", null, PhoneDrop.Letters },
        { "john@example.com", "US", null, PhoneDrop.Letters },
        { "415 555 2671 or 415 555 2672", "US", null, PhoneDrop.Letters },
        { "44+2079460958", "GB", null, PhoneDrop.UnexpectedCharacter },
        { "415*555*2671", "US", null, PhoneDrop.UnexpectedCharacter },
        { "+1 415 555 2671, +1 415 555 2672", null, null, PhoneDrop.UnexpectedCharacter },
        { "(415) 555-2671", null, null, PhoneDrop.WithoutCountry },
        { "4915112345678", "", " ", PhoneDrop.WithoutCountry },
        { "(415) 555-2671", "ZZ", "US", PhoneDrop.UnknownCountry },
        { "(415) 555-2671", "USA", null, PhoneDrop.UnknownCountry },
        { "+999 123 4567", null, null, PhoneDrop.UnknownCallingCode },
        { "00 999 123 4567", null, null, PhoneDrop.UnknownCallingCode },
        { "123-123-1234", "US", null, PhoneDrop.Invalid },
        { "415-155-2671", "US", null, PhoneDrop.Invalid },
        { "555-2671", "US", null, PhoneDrop.Invalid },
        { "0044 20 7946 0958", "US", null, PhoneDrop.Invalid },
        { "011 44 20 7946 0958", "GB", null, PhoneDrop.Invalid },
        { "810 1 809 184 2437", "RU", null, PhoneDrop.Invalid },
        { "+44 20 7946 09", null, null, PhoneDrop.Invalid },
        { "+49 1511 1234 5678 9012 34", null, null, PhoneDrop.Invalid },
        { "0000000000", "US", null, PhoneDrop.Invalid },
        { new string('1', 300), "US", null, PhoneDrop.Invalid },
    };
}
