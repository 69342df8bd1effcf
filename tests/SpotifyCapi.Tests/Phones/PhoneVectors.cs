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

        // 00 and the own calling code, whatever is dialled from there, and 00 where nothing else begins so.
        { "0055 49 3622 1234", "BR", null, "+554936221234" },
        { "00554930123456", "BR", null, "+554930123456" },
        { "0057 310 123 4567", "CO", null, "+573101234567" },
        { "0044 20 7946 0958", "US", null, "+442079460958" },
        { "001 415 555 2671", "US", null, "+14155552671" },
        { "0061 412 345 678", "AU", null, "+61412345678" },
        { "0081 3 1234 5678", "JP", null, "+81312345678" },
        { "0082 2 312 3456", "KR", null, "+8223123456" },
        { "0065 6123 4567", "SG", null, "+6561234567" },
        { "007 495 123 45 67", "RU", null, "+74951234567" },
        { "0049 151 23456789", "AU", null, "+4915123456789" },
        { "0014 44 20 7946 0958", "BR", null, "+442079460958" },

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
        { "14155552671", "US", null, "+14155552671" },
        { "44 (0)20 7946 0958", "GB", null, "+442079460958" },

        // A zero in brackets stays where it is a part of the number.
        { "+39 (0) 347 1234567", null, null, "+393471234567" },
        { "+39 (0) 6 1234 5678", null, null, "+390612345678" },
        { "(0) 347 1234567", "IT", null, "+393471234567" },
        { "(0)612 345 678", "ES", null, "+34612345678" },

        // What stands before a number, and countries by name.
        { "whatsapp:+14155552671", null, null, "+14155552671" },
        { "callto:+14155552671", null, null, "+14155552671" },
        { "p:+14155552671", null, null, "+14155552671" },
        { "Tel. +44 20 7946 0958", null, null, "+442079460958" },
        { "Tel.: 020 7946 0958", "GB", null, "+442079460958" },
        { "Phone: (415) 555-2671", "US", null, "+14155552671" },
        { "MOBILE 0151 23456789", "DE", null, "+4915123456789" },
        { "(415) 555-2671", "USA", null, "+14155552671" },
        { "(415) 555-2671", "United States", null, "+14155552671" },
        { "(415) 555-2671", "U.S.A.", null, "+14155552671" },
        { "020 7946 0958", "great britain", null, "+442079460958" },
        { "0151 23456789", "Deutschland", null, "+4915123456789" },
        { "0151 23456789", "DEU", null, "+4915123456789" },

        // Numbers that a program took for fractions.
        { "4915123456789.0", "DE", null, "+4915123456789" },
        { "+14155552671.0", null, null, "+14155552671" },
        { "'4915123456789.0", "DE", null, "+4915123456789" },
        { "+49 151 23456789.0", null, null, "+4915123456789" },
        { "4155552671.00", "US", null, "+14155552671" },
        { "415.555.2670", "US", null, "+14155552670" },

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
        { "(415) 555-2671", "Atlantis", null, PhoneDrop.UnknownCountry },
        { "+999 123 4567", null, null, PhoneDrop.UnknownCallingCode },
        { "00 999 123 4567", null, null, PhoneDrop.UnknownCallingCode },
        { "123-123-1234", "US", null, PhoneDrop.Invalid },
        { "415-155-2671", "US", null, PhoneDrop.Invalid },
        { "555-2671", "US", null, PhoneDrop.Invalid },
        { "011 44 20 7946 0958", "GB", null, PhoneDrop.Invalid },
        // Zeros and the own calling code, and then no number of it; or 00 and a carrier's prefix, both of which give a number.
        { "0055 49 3622 123", "BR", null, PhoneDrop.Invalid },
        { "001 45 8621 2345", "KR", null, PhoneDrop.Invalid },
        { "0079892135079", "KR", null, PhoneDrop.Invalid },
        { "491511234567", "DE", null, PhoneDrop.Invalid },
        { "+39 (0) 331 1234567", null, null, PhoneDrop.Invalid },
        { "00", "US", null, PhoneDrop.Invalid },

        // Fractions that a program made of numbers, where it is not certain what is left.
        { "1234567.00", "DE", null, PhoneDrop.Invalid },
        { "4915123456789.5", "DE", null, PhoneDrop.Invalid },
        { "4.91512E+12", "DE", null, PhoneDrop.Letters },
        { "Fax 020 7946 0958", "GB", null, PhoneDrop.Letters },
        { "tel:alice", "GB", null, PhoneDrop.Letters },
        { "+49 30 1234567 buero", "DE", null, PhoneDrop.Letters },
        { "+44 20 7946 09", null, null, PhoneDrop.Invalid },
        { "+49 1511 1234 5678 9012 34", null, null, PhoneDrop.Invalid },
        { "+49 30 1234 5678 9012", null, null, PhoneDrop.Invalid },
        { "0000000000", "US", null, PhoneDrop.Invalid },
        { new string('1', 300), "US", null, PhoneDrop.Invalid },
    };
}
