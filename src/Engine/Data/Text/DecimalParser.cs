using System.Buffers;
using System.Globalization;

namespace Glissade.Text;

/// <summary>
/// Numbers in a text that ends in a byte that belongs to no number (a line feed), so that no scan needs to look for its end.
/// </summary>
internal static class DecimalParser
{
    private const NumberStyles PlainFloat = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private static readonly SearchValues<byte> NumberBytes = SearchValues.Create("0123456789+-.eE"u8);

    /// <summary>Digits that always fit 64 bits.</summary>
    private const int SafeDigits = 19;

    /// <summary>Above it, neighbouring whole numbers share a double.</summary>
    private const ulong LargestExact = 1UL << 53;

    /// <summary>Powers of ten that a double holds exactly.</summary>
    private static ReadOnlySpan<double> PowersOfTen =>
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19];

    /// <summary>
    /// Reads digits from <paramref name="at"/> on and returns where they end: <paramref name="at"/> itself if there are none.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where the number begins.</param>
    /// <param name="id">The number; <see cref="int.MaxValue"/> for every number from there on.</param>
    internal static int ReadId(ReadOnlySpan<byte> text, int at, out int id)
    {
        int end = at;
        ulong number = 0;
        for (uint digit; (digit = (uint)text[end] - '0') <= 9; end++)
            number = (number * 10) + digit;
        id = (int)Math.Min(number, int.MaxValue);
        // Beyond that the product may have wrapped around; leading zeros make a long number small.
        if (end - at > SafeDigits && text[at..end].TrimStart((byte)'0').Length > SafeDigits)
            id = int.MaxValue;
        return end;
    }

    /// <summary>Reads a decimal number from <paramref name="at"/> on, rounded to the nearest float, and returns where it ends.</summary>
    /// <returns>The end, or -1 where no finite number stands that is ended by white space.</returns>
    internal static int ReadSingle(ReadOnlySpan<byte> text, int at, out float value)
    {
        int end = at;
        bool negative = text[end] == '-';
        if (negative)
            end++;
        int start = end;
        ulong digits = 0;
        uint digit;
        for (; (digit = (uint)text[end] - '0') <= 9; end++)
            digits = (digits * 10) + digit;
        int digitCount = end - start;
        int scale = 0;
        if (text[end] == '.')
        {
            start = ++end;
            for (; (digit = (uint)text[end] - '0') <= 9; end++)
                digits = (digits * 10) + digit;
            scale = end - start;
            digitCount += scale;
        }
        if (digitCount is > 0 and <= SafeDigits && EndsToken(text, end) && TryScale(digits, scale, out value))
        {
            value = negative ? -value : value;
            return end;
        }
        return ReadAnySingle(text, at, out value);
    }

    /// <summary>
    /// Whether white space stands at <paramref name="at"/>: a space, a tab, a line feed, or a carriage return before a line feed.
    /// </summary>
    internal static bool EndsToken(ReadOnlySpan<byte> text, int at)
    {
        byte c = text[at];
        return c is (byte)' ' or (byte)'\n' or (byte)'\t' || (c == '\r' && text[at + 1] == '\n');
    }

    /// <summary>digits / 10^scale rounded to the nearest float, where one division of exact doubles decides it.</summary>
    /// <remarks>
    /// The quotient is the double nearest to the true number. Rounding it once more gives the float nearest to the true number unless
    /// the double lies exactly between two floats, which the true number need not; such a double ends in a one and 28 zeros.
    /// </remarks>
    internal static bool TryScale(ulong digits, int scale, out float value)
    {
        if (scale == 0 && digits <= LargestExact)
        {
            value = (long)digits;
            return true;
        }
        double quotient = digits / PowersOfTen[scale];
        value = (float)quotient;
        return digits <= LargestExact && (BitConverter.DoubleToUInt64Bits(quotient) & 0x1FFFFFFF) != 0x10000000;
    }

    /// <summary>The library's parser, for exponents, long numbers and the rare tie; and the judge of what is malformed.</summary>
    private static int ReadAnySingle(ReadOnlySpan<byte> text, int at, out float value)
    {
        int end = at;
        while (!EndsToken(text, end))
            end++;
        ReadOnlySpan<byte> token = text[at..end];
        // The library also takes "NaN", "Infinity" and trailing zero bytes.
        if (token.ContainsAnyExcept(NumberBytes))
            value = float.NaN;
        else if (!float.TryParse(token, PlainFloat, CultureInfo.InvariantCulture, out value))
            value = float.NaN;
        return float.IsFinite(value) ? end : -1;
    }
}
